package org.hearthline.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The body of a request that has to be one JSON object. */
public final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonBody() {}

    /**
     * Reads it.
     *
     * @param members that it has to have, for the message: {@code 'from' and 'to'}
     * @throws MalformedJson naming line and column
     * @throws Rejected when it is JSON, and no object
     */
    public static JsonNode object(byte[] body, String members) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
        throw new Rejected(Fault.of(ErrorCode.MALFORMED_JSON, "The body is no JSON object with " + members));
    }
}
