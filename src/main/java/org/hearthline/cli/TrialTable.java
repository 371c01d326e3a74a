package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Prints what a change would make different. */
final class TrialTable {
    private static final int MOST_SHOWN = 20;

    private TrialTable() {}

    static void print(JsonNode answer, PrintWriter out) {
        out.printf("%-10s %9s %9s%n", "events", "before", "after");
        for (String word : List.of("kept", "filtered", "rejected", "waits")) {
            JsonNode counts = answer.path(word);
            out.printf(
                    "%-10s %9d %9d%n",
                    word, counts.path("before").asLong(), counts.path("after").asLong());
        }
        long changed = answer.path("changed_events").asLong();
        out.printf("%nOf %d events, %d would differ.%n", answer.path("events").asLong(), changed);
        if (answer.path("events").asLong() == 0) {
            out.println("There were none in this time: try a longer one (--from '1d ago', --live 2m).");
        }
        if (answer.path("missed").asLong() > 0) {
            out.println(answer.path("missed").asLong() + " more came too fast, or could not be read.");
        }
        int shown = 0;
        for (JsonNode one : answer.path("changed")) {
            if (shown++ == MOST_SHOWN) {
                break;
            }
            printOne(one, out);
        }
        if (changed > MOST_SHOWN) {
            out.printf("… and %d more: --json shows up to 10,000.%n", changed - MOST_SHOWN);
        }
        if (answer.path("truncated").asBoolean()) {
            out.println("Not all events of this time were tried, or not all are listed: --limit, --json.");
        }
    }

    private static void printOne(JsonNode one, PrintWriter out) {
        String before = one.path("before").asText();
        String after = one.path("after").asText();
        out.printf(
                "  %-40s %s%n",
                one.path("entity_id").asText(one.path("event_id").asText()),
                before.equals(after) ? before : before + " -> " + after);
        if (one.has("reason")) {
            out.println("      " + one.path("reason").asText());
        }
        for (Map.Entry<String, JsonNode> field : one.path("fields").properties()) {
            JsonNode pair = field.getValue();
            out.printf(
                    "      %s: %s -> %s%n",
                    field.getKey(),
                    pair.has("before") ? pair.get("before") : "nothing",
                    pair.has("after") ? pair.get("after") : "nothing");
        }
    }
}
