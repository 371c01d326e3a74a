package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Routes for people. What is not known (nothing ran, or nothing runs) is a dash. */
final class RouteTable {
    private static final String ROW = "%-24s %-11s %-10s %10s %8s %5s %9s %9s  %-9s %s%n";
    private static final String UNKNOWN = "-";

    private RouteTable() {}

    static void print(JsonNode answer, PrintWriter out) {
        JsonNode routes = answer.path("routes");
        out.printf(ROW, "ROUTE", "STAGE", "STATE", "RUNS", "FAILED", "NOW", "MEAN", "P99", "ORIGIN", "WHERE");
        for (JsonNode route : routes) {
            out.printf(
                    ROW,
                    route.path("id").asText(),
                    route.path("stage").asText(UNKNOWN),
                    route.path("status").asText(UNKNOWN),
                    route.path("exchanges").asText(UNKNOWN),
                    route.path("failures").asText(UNKNOWN),
                    route.path("in_flight").asText(UNKNOWN),
                    millis(route.path("mean_ms")),
                    millis(route.path("p99_ms")),
                    route.path("origin").asText(UNKNOWN),
                    where(route));
        }
    }

    static void show(JsonNode route, PrintWriter out) {
        out.println(route.path("id").asText() + " (" + route.path("status").asText("not running") + ")");
        line(out, route.path("description").asText(""));
        out.println(where(route) + ", " + route.path("origin").asText()
                + (route.has("stage") ? ", stage " + route.path("stage").asText() : ""));
        if (route.has("exchanges")) {
            out.println(route.path("exchanges").asText() + " runs, "
                    + route.path("failures").asText() + " failed, "
                    + route.path("in_flight").asText() + " under way; "
                    + millis(route.path("mean_ms")) + " on average, p99 " + millis(route.path("p99_ms")));
        }
        JsonNode failure = route.path("last_failure");
        if (failure.has("at")) {
            out.println("Last failure " + failure.path("at").asText() + ": "
                    + (failure.has("step") ? failure.path("step").asText() + ": " : "")
                    + failure.path("message").asText().replaceAll("\\s+", " "));
        }
        if (route.has("source")) {
            out.println();
            out.print(route.path("source").asText());
        } else {
            line(out, "No file holds it: it is made at start.");
        }
    }

    private static void line(PrintWriter out, String text) {
        if (!text.isEmpty()) {
            out.println(text);
        }
    }

    private static String where(JsonNode route) {
        if (!route.has("file")) {
            return "made at start";
        }
        return route.path("file").asText()
                + (route.has("line") ? ":" + route.path("line").asText() : "");
    }

    private static String millis(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f ms", value.asDouble()) : UNKNOWN;
    }
}
