package org.hearthline.event;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a state: as they came, and as a map for those who ask. Immutable; any thread. */
public final class Attributes {
    public static final Attributes EMPTY = new Attributes(JsonSlice.of("{}"));

    private static final ObjectMapper MAPPER = new ObjectMapper(EventParser.JSON);
    private static final TypeReference<Map<String, @Nullable Object>> AS_MAP = new TypeReference<>() {};

    private final JsonSlice json;
    private volatile @Nullable Map<String, @Nullable Object> map;

    Attributes(JsonSlice json) {
        this.json = json;
    }

    public JsonSlice json() {
        return json;
    }

    /**
     * Values as Jackson reads them: String, Integer, Long, BigInteger, Double (infinite when too large), Boolean, List, Map,
     * null. Read at first use.
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> known = map;
        if (known == null) {
            known = read();
            map = known;
        }
        return known;
    }

    private Map<String, @Nullable Object> read() {
        try {
            return Collections.unmodifiableMap(MAPPER.readValue(json.source(), json.offset(), json.length(), AS_MAP));
        } catch (IOException e) {
            throw new UncheckedIOException("Attributes that were read before cannot be read again", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.text();
    }
}
