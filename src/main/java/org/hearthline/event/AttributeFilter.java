package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds denied attributes in one event, and copies the event without them; every other byte stays. Only few events hold one
 * (cameras, media players, persons): their {@code access_token} is a secret, and their {@code entity_picture} changes every
 * five minutes for nothing.
 */
final class AttributeFilter {
    private final Set<String> denied;
    private final List<JsonSlice> found = new ArrayList<>(0);

    AttributeFilter(Set<String> denied) {
        this.denied = denied;
    }

    boolean denies(String attribute) {
        return denied.contains(attribute);
    }

    /** An attributes object that holds a denied one; called in the order of the source. */
    void found(JsonSlice attributes) {
        found.add(attributes);
    }

    boolean foundAny() {
        return !found.isEmpty();
    }

    JsonSlice copy(JsonSlice event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length());
        int from = event.offset();
        for (JsonSlice attributes : found) {
            out.write(event.source(), from, attributes.offset() - from);
            copyAllowed(attributes, 1, out);
            from = attributes.offset() + attributes.length();
        }
        out.write(event.source(), from, event.offset() + event.length() - from);
        return JsonSlice.of(out.toByteArray());
    }

    /** Any JSON without the fields of these names, wherever they stand: for what was no event. */
    JsonSlice copyOfAny(JsonSlice json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length());
        copyAllowed(json, Integer.MAX_VALUE, out);
        return JsonSlice.of(out.toByteArray());
    }

    /** A denied field goes with the comma before it, and the first of an object with the one behind it. */
    private void copyAllowed(JsonSlice json, int depth, ByteArrayOutputStream out) throws IOException {
        byte[] source = json.source();
        int from = json.offset();
        int keptTo = from;
        JsonToken kept = JsonToken.NOT_AVAILABLE;
        try (JsonParser parser = EventParser.JSON.createParser(source, from, json.length())) {
            FieldReader reader = new FieldReader(parser, source, from);
            while (parser.nextToken() != null) {
                if (isDeniedField(parser, depth)) {
                    out.write(source, from, keptTo - from);
                    parser.nextToken();
                    parser.skipChildren();
                    parser.finishToken();
                    keptTo = reader.end();
                    from = keptTo;
                } else {
                    from = from == keptTo && kept == JsonToken.START_OBJECT ? reader.start() : from;
                    kept = parser.currentToken();
                    parser.finishToken();
                    keptTo = reader.end();
                }
            }
        }
        out.write(source, from, keptTo - from);
    }

    private boolean isDeniedField(JsonParser parser, int depth) throws IOException {
        return parser.currentToken() == JsonToken.FIELD_NAME
                && parser.getParsingContext().getNestingDepth() <= depth
                && denies(parser.currentName());
    }
}
