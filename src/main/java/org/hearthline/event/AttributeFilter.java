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

    /** An event that could not be read as one, without denied attributes wherever they stand. */
    static JsonSlice without(JsonSlice event, Set<String> denied) throws IOException {
        AttributeFilter filter = new AttributeFilter(denied);
        try (JsonParser parser = EventParser.JSON.createParser(event.source(), event.offset(), event.length())) {
            FieldReader fields = new FieldReader(parser, event.source(), event.offset());
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT && "attributes".equals(parser.currentName())) {
                    filter.look(parser, fields);
                }
            }
        }
        return filter.copy(event);
    }

    private void look(JsonParser parser, FieldReader fields) throws IOException {
        int start = fields.start();
        boolean holdsDenied = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            holdsDenied |= denies(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
        }
        if (holdsDenied) {
            found(fields.since(start));
        }
    }

    JsonSlice copy(JsonSlice event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length());
        int from = event.offset();
        for (JsonSlice attributes : found) {
            out.write(event.source(), from, attributes.offset() - from);
            copyAllowed(attributes, out);
            from = attributes.offset() + attributes.length();
        }
        out.write(event.source(), from, event.offset() + event.length() - from);
        return JsonSlice.of(out.toByteArray());
    }

    private void copyAllowed(JsonSlice attributes, ByteArrayOutputStream out) throws IOException {
        char separator = '{';
        try (JsonParser parser =
                EventParser.JSON.createParser(attributes.source(), attributes.offset(), attributes.length())) {
            FieldReader fields = new FieldReader(parser, attributes.source(), attributes.offset());
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int start = fields.start();
                boolean allowed = !denies(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                if (allowed) {
                    JsonSlice field = fields.since(start);
                    out.write(separator);
                    out.write(field.source(), field.offset(), field.length());
                    separator = ',';
                }
            }
        }
        out.writeBytes(separator == '{' ? new byte[] {'{', '}'} : new byte[] {'}'});
    }
}
