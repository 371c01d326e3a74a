package org.hearthline.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/**
 * Copies an event without some of its attributes. Only events that hold one come here (cameras, media players, persons):
 * their {@code access_token} is a secret, and their {@code entity_picture} changes every five minutes for nothing.
 */
final class AttributeFilter {
    private AttributeFilter() {}

    static byte[] without(JsonSlice event, Set<String> denied) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length());
        try (JsonParser parser = EventParser.JSON.createParser(event.source(), event.offset(), event.length());
                JsonGenerator generator = EventParser.JSON.createGenerator(out)) {
            while (parser.nextToken() != null) {
                copyUnlessDenied(parser, generator, denied);
            }
        }
        return out.toByteArray();
    }

    private static void copyUnlessDenied(JsonParser parser, JsonGenerator generator, Set<String> denied)
            throws IOException {
        boolean isAttribute = parser.currentToken() == JsonToken.FIELD_NAME
                && "attributes".equals(parser.getParsingContext().getParent().getCurrentName());
        if (isAttribute && denied.contains(parser.currentName())) {
            parser.nextToken();
            parser.skipChildren();
        } else {
            generator.copyCurrentEventExact(parser);
        }
    }
}
