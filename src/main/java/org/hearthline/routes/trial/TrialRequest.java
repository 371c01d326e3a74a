package org.hearthline.routes.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.hearthline.event.JsonBody;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.QueryTime;
import org.hearthline.event.Rejected;
import org.hearthline.routes.RouteFolder;

/**
 * What somebody wants to try: {@code {"name":"enrichment.camel.yaml","text":"…","from":"10m ago","limit":10000}}, or {@code
 * "live_seconds":30} in place of {@code from}.
 *
 * @param name of the file
 * @param text what it would hold, YAML
 * @param from since when stored events are taken, as in queries; empty for live ones
 * @param liveSeconds how long live events are taken; 0 for stored ones
 * @param limit how many events at most
 */
record TrialRequest(String name, String text, String from, int liveSeconds, int limit) {
    private static final Set<String> MEMBERS = Set.of("name", "text", "from", "live_seconds", "limit");
    private static final int MOST_TEXT = 1024 * 1024;
    private static final int MOST_SECONDS = 300;
    private static final int MOST_EVENTS = 100_000;
    private static final int USUAL_EVENTS = 10_000;
    private static final String USUAL_FROM = "10m ago";

    boolean isLive() {
        return liveSeconds > 0;
    }

    /**
     * Reads the body of a request.
     *
     * @throws Rejected naming what is wrong
     */
    static TrialRequest parse(byte[] body, Clock clock) {
        JsonNode json = JsonBody.object(body, "'name' and 'text'");
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw QueryParameters.invalid(
                        QueryParameters.shortened(name), "Unknown", "only name, text, from or live_seconds, limit");
            }
        });
        if (json.has("from") && json.has("live_seconds")) {
            throw QueryParameters.invalid("from", "Together with live_seconds", "one of the two");
        }
        int live = json.has("live_seconds") ? number(json, "live_seconds", MOST_SECONDS) : 0;
        int limit = json.has("limit") ? number(json, "limit", MOST_EVENTS) : USUAL_EVENTS;
        return new TrialRequest(name(json), text(json), live > 0 ? "" : from(json, clock), live, limit);
    }

    private static String name(JsonNode json) {
        String name = json.path("name").asText();
        if (!RouteFolder.isRoutes(name) || name.contains("/") || name.contains("\\")) {
            throw QueryParameters.invalid(
                    "name",
                    "Not a name of a file of routes: '" + QueryParameters.shortened(name) + "'",
                    "such as enrichment.camel.yaml");
        }
        return name;
    }

    private static String text(JsonNode json) {
        JsonNode text = json.path("text");
        if (!text.isTextual() || text.textValue().isBlank()) {
            throw QueryParameters.invalid("text", "Missing", "what the file would hold");
        }
        if (text.textValue().getBytes(StandardCharsets.UTF_8).length > MOST_TEXT) {
            throw QueryParameters.invalid("text", "Too long", "at most 1 MiB");
        }
        return text.textValue();
    }

    private static String from(JsonNode json, Clock clock) {
        String from = json.path("from").asText(USUAL_FROM);
        if (QueryTime.parse(from, clock).isEmpty()) {
            throw QueryParameters.invalid(
                    "from", "Not a time: '" + QueryParameters.shortened(from) + "'", QueryTime.EXPECTED);
        }
        return from;
    }

    private static int number(JsonNode json, String name, int most) {
        return QueryParameters.whole(name, json.path(name).asText(), most);
    }
}
