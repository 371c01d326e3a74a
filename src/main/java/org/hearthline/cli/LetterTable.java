package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A page of dead letters for people. */
final class LetterTable {
    private static final String ROW = "%-18s %-20s %-17s %-34s %3s  %s%n";
    private static final int MESSAGE = 90;

    private LetterTable() {}

    static void print(JsonNode page, PrintWriter out) {
        JsonNode letters = page.path("dead_letters");
        if (letters.isEmpty()) {
            out.println("No dead letters.");
            return;
        }
        out.printf(ROW, "ID", "LAST SEEN", "REASON", "ENTITY", "TRY", "MESSAGE");
        for (JsonNode letter : letters) {
            out.printf(
                    ROW,
                    letter.path("id").asText(),
                    letter.path("last_seen").asText().replaceFirst("\\.\\d+Z$", "Z"),
                    letter.at("/error/code").asText(),
                    shortened(
                            letter.path("entity_id")
                                    .asText(letter.path("event_type").asText("-")),
                            34),
                    letter.path("attempts").asText(),
                    shortened(message(letter), MESSAGE));
        }
        out.println();
        out.println(letters.size() + " of " + page.path("total").asLong() + more(page));
    }

    private static String message(JsonNode letter) {
        String issue = letter.at("/error/details/issue").asText();
        String words = letter.at("/error/message").asText() + (issue.isEmpty() ? "" : ": " + issue);
        return letter.path("step").asText() + ": " + words.replaceAll("\\s+", " ");
    }

    private static String more(JsonNode page) {
        String next = page.path("next_cursor").asText("");
        return next.isEmpty() || next.equals("null") ? "" : ". More: --cursor " + next;
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
