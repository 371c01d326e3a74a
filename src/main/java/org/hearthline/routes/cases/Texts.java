package org.hearthline.routes.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a route sends to others, as JSON where it is. */
final class Texts {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Texts() {}

    static JsonNode json(@Nullable Object body) {
        if (body == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (!(body instanceof String || body instanceof byte[])) {
            return body instanceof Number || body instanceof Boolean || body instanceof java.util.Map
                    ? MAPPER.valueToTree(body)
                    : JsonNodeFactory.instance.textNode(body.toString());
        }
        String text = body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : body.toString();
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                // only looks like it: below
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }
}
