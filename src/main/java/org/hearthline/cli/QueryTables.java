package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Answers about what is stored, for people. */
final class QueryTables {
    private static final int TEXT = 30;
    private static final double KIB = 1024;

    private QueryTables() {}

    static void events(JsonNode page, PrintWriter out) {
        if (page.path("events").isEmpty()) {
            out.println("No events.");
            return;
        }
        String row = "%-24s %-42s %-30s %-8s %s%n";
        out.printf(row, "TIME", "ENTITY", "STATE", "UNIT", "AREA");
        for (JsonNode event : page.path("events")) {
            out.printf(
                    row,
                    time(event.path("timestamp").asText()),
                    shortened(
                            event.path("entity_id")
                                    .asText(event.path("event_type").asText()),
                            42),
                    shortened(event.path("state").asText(), TEXT),
                    event.path("unit").asText(),
                    event.path("area").asText());
        }
        more(page, out);
    }

    static void aggregate(JsonNode answer, PrintWriter out) {
        if (answer.path("series").isEmpty()) {
            out.println("No numbers.");
            return;
        }
        String row = "%-42s %-22s %16s %8s%n";
        out.printf(row, "ENTITY", "FROM", answer.path("fn").asText().toUpperCase(Locale.ROOT), "COUNT");
        for (JsonNode series : answer.path("series")) {
            String entity = shortened(series.path("entity_id").asText(), 42);
            for (JsonNode point : series.path("points")) {
                out.printf(
                        row,
                        entity,
                        point.path("timestamp").asText(),
                        number(point.path("value")),
                        point.path("count").asText());
            }
        }
        if (answer.path("truncated").asBoolean()) {
            out.println();
            out.println("More entities than fit. All of them: name some with --entity, or a longer --every.");
        }
    }

    static void entities(JsonNode page, PrintWriter out) {
        if (page.path("entities").isEmpty()) {
            out.println("No entities.");
            return;
        }
        String row = "%-42s %-30s %-8s %-24s %-20s %s%n";
        out.printf(row, "ENTITY", "STATE", "UNIT", "LAST SEEN", "AREA", "NAME");
        for (JsonNode entity : page.path("entities")) {
            out.printf(
                    row,
                    shortened(entity.path("entity_id").asText(), 42),
                    shortened(entity.path("state").asText(), TEXT),
                    entity.path("unit").asText(),
                    time(entity.path("last_seen").asText()),
                    shortened(entity.path("area").asText(), 20),
                    entity.path("friendly_name").asText());
        }
        more(page, out);
    }

    static void storage(JsonNode store, PrintWriter out) {
        line(
                out,
                "Store",
                store.path("engine").asText() + " " + store.path("version").asText());
        line(out, "Address", store.path("address").asText());
        line(
                out,
                "Status",
                store.path("status").asText() + ": " + store.path("detail").asText());
        line(
                out,
                "Size",
                store.has("size_bytes") ? size(store.path("size_bytes").asLong()) : "");
        line(out, "Events", store.path("events").asText());
        line(out, "Kept", store.path("retention").asText("for ever, as far as known"));
        line(out, "Newest", store.has("lag_seconds") ? store.path("lag_seconds").asText() + " s ago" : "");
    }

    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("%-8s %s%n", name, value);
        }
    }

    static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = bytes;
        int unit = 0;
        while (size >= KIB && unit < units.length - 1) {
            size /= KIB;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }

    private static String number(JsonNode value) {
        return value.isNull() ? "-" : String.format(Locale.ROOT, "%.6g", value.asDouble());
    }

    private static void more(JsonNode page, PrintWriter out) {
        String next = page.path("next_cursor").asText("");
        if (!next.isEmpty() && !next.equals("null")) {
            out.println();
            out.println("More: --cursor " + next);
        }
    }

    /** To the millisecond. */
    private static String time(String timestamp) {
        return timestamp.replaceFirst("(\\.\\d{3})\\d*Z$", "$1Z");
    }

    private static String shortened(String text, int longest) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
