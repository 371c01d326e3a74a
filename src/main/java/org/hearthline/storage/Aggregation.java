package org.hearthline.storage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of the numbers in a bucket. {@code FIRST} and {@code LAST} go by time. */
enum Aggregation {
    MEAN,
    MIN,
    MAX,
    SUM,
    COUNT,
    FIRST,
    LAST;

    /** As callers and InfluxQL write it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Aggregation> of(String id) {
        return Arrays.stream(values()).filter(fn -> fn.id().equals(id)).findFirst();
    }

    /** For messages. */
    static String ids() {
        return Arrays.stream(values()).map(Aggregation::id).collect(Collectors.joining(", "));
    }
}
