package org.hearthline.http;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that ties a request, its answer and their log lines together. */
public final class Correlation {
    public static final String HEADER = "X-Correlation-ID";
    /** In the log's context while the request is worked on. */
    public static final String LOG_KEY = "correlationId";

    /** Printable, and short enough for a log line: a caller's id cannot forge one. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    private Correlation() {}

    /** The caller's, or a new one. */
    public static String of(@Nullable String callers) {
        return callers != null && SAFE.matcher(callers).matches()
                ? callers
                : UUID.randomUUID().toString();
    }
}
