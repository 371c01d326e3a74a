package org.hearthline.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer.
 *
 * @param retryAfter for the header of that name
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record Answer(
        int status,
        String contentType,
        byte[] body,
        @Nullable Duration retryAfter) {
    /** Content type of every answer that is no page. */
    public static final String JSON = "application/json";

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body, null);
    }
}
