package org.hearthline.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the store to one request.
 *
 * @param status HTTP status; 0 when there was no answer, so that nobody knows what became of the request
 * @param body as it came, or what went wrong when there was no answer
 * @param retryAfter the pause that the server asks for
 */
record StoreAnswer(int status, String body, @Nullable Duration retryAfter) {
    static final int NONE = 0;
    static final StoreAnswer OK = new StoreAnswer(204, "", null);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_WORDS = 1000;

    /** Who has taken lines has nothing to say; a page with status 200 is a proxy's that wants a login. */
    boolean isOk() {
        return status / 100 == 2 && body.isEmpty();
    }

    /** Something in the data, or in the request, is wrong. */
    boolean isRefusal() {
        return status == 400 || status == 422;
    }

    boolean isTooLarge() {
        return status == 413;
    }

    /** A fault of the server for which a single line may be to blame: no pause that it asks for, no time that ran out. */
    boolean isFault() {
        return status >= 500 && status != 504 && retryAfter == null;
    }

    JsonNode json() {
        try {
            JsonNode read = MAPPER.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The server's own words: {@code message} of InfluxDB 2.x and QuestDB, {@code error} of 1.x and 3.x, else the body. */
    String words() {
        JsonNode json = json();
        String said =
                json.path("message").asText(json.path("error").asText(body)).strip();
        if (said.isEmpty()) {
            said = "HTTP " + status;
        }
        return said.length() <= MAX_WORDS ? said : said.substring(0, MAX_WORDS) + "…";
    }

    /** All of the server's words, for finding lines in them. */
    String allWords() {
        JsonNode json = json();
        return json.path("message").asText(json.path("error").asText(body));
    }
}
