package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what a change would make different. */
final class TrialTable {
    private static final int MOST_SHOWN = 20;
    private static final int MOST_ENTITIES = 10;

    private TrialTable() {}

    /**
     * Prints an answer of the API.
     *
     * @param limit how many events were asked for at most
     */
    static void print(JsonNode answer, int limit, PrintWriter out) {
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
        printByEntity(answer.path("changed"), out);
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
            sayWhatIsNotThere(answer, limit, out);
        }
    }

    /** Not listed, not tried, or both. */
    private static void sayWhatIsNotThere(JsonNode answer, int limit, PrintWriter out) {
        int listed = answer.path("changed").size();
        boolean allListed = answer.path("changed_events").asLong() <= listed;
        if (!allListed) {
            out.printf("Only the first %d changes are listed.%n", listed);
        }
        if (answer.path("events").asLong() >= limit) {
            out.printf("Not all events of this time were tried: --limit %d ended it.%n", limit);
        } else if (allListed) {
            out.println(
                    "Not all events of this time were tried: it took too long. A shorter time, or a smaller --limit?");
        }
    }

    /** What would change most, first. */
    private static void printByEntity(JsonNode changed, PrintWriter out) {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        changed.forEach(one -> counts.merge(List.of(who(one), what(one)), 1, Integer::sum));
        if (counts.isEmpty()) {
            return;
        }
        out.printf("%n%-40s %7s  %s%n", "ENTITY", "EVENTS", "WHAT WOULD CHANGE");
        counts.entrySet().stream()
                .sorted(Map.Entry.<List<String>, Integer>comparingByValue().reversed())
                .limit(MOST_ENTITIES)
                .forEach(one -> out.printf(
                        "%-40s %7d  %s%n",
                        one.getKey().get(0), one.getValue(), one.getKey().get(1)));
        if (counts.size() > MOST_ENTITIES) {
            out.printf("… and %d more such lines.%n", counts.size() - MOST_ENTITIES);
        }
        out.printf("%nThe first of them:%n");
    }

    private static String who(JsonNode one) {
        return one.path("entity_id").asText("(no entity)");
    }

    private static String what(JsonNode one) {
        String before = one.path("before").asText();
        String after = one.path("after").asText();
        List<String> fields = new ArrayList<>();
        one.path("fields").fieldNames().forEachRemaining(fields::add);
        return before.equals(after)
                ? String.join(", ", fields.isEmpty() ? List.of("reason") : fields)
                : before + " -> " + after;
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
