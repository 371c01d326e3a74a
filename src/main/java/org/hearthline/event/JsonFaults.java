package org.hearthline.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns what Jackson says of a bad text into our words. */
public final class JsonFaults {
    private JsonFaults() {}

    public static RuntimeException malformed(IOException e) {
        if (e instanceof JsonProcessingException fault) {
            JsonLocation at = fault.getLocation();
            int line = at == null ? 1 : Math.max(1, at.getLineNr());
            int column = at == null ? 1 : Math.max(1, at.getColumnNr());
            return new MalformedJson(fault.getOriginalMessage(), line, column);
        }
        return new UncheckedIOException("A text in memory cannot be read", e);
    }
}
