package org.hearthline.storage;

import org.hearthline.event.JsonSlice;
import org.jspecify.annotations.Nullable;

/** Takes what is stored of an event, name by name. What is null is left out. */
interface FieldSink {
    void tag(String name, @Nullable String value);

    void text(String name, @Nullable String value);

    /** A number that is not finite is left out: no store takes one. */
    void number(String name, @Nullable Double value);

    /** A JSON object. */
    void json(String name, JsonSlice value);
}
