package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Files of routes for people: one line each, and below it what is wrong with it, as compilers write it. */
final class RouteFilesTable {
    private RouteFilesTable() {}

    /** Prints an answer of the API about files: those that there are, or what became of them just now. */
    static void print(JsonNode answer, PrintWriter out) {
        JsonNode files = answer.path("files");
        files.forEach(file -> line(file, out));
        boolean isLook = answer.has("success");
        if (isLook && files.findValuesAsText("state").stream().allMatch("unchanged"::equals)) {
            out.println("Nothing has changed.");
        } else if (files.isEmpty()) {
            out.println("There are no files of your own: the packaged ones run.");
        }
    }

    private static void line(JsonNode file, PrintWriter out) {
        out.printf(
                "%-36s %-9s %s%n",
                file.path("name").asText(),
                file.path("origin").asText(),
                file.path("state").asText());
        file.path("faults").forEach(fault -> out.println("  " + line(fault)));
    }

    private static String line(JsonNode fault) {
        StringBuilder text = new StringBuilder(fault.path("file").asText());
        if (fault.path("line").asInt() > 0) {
            text.append(':').append(fault.path("line").asInt());
        }
        if (fault.path("column").asInt() > 0) {
            text.append(':').append(fault.path("column").asInt());
        }
        return text.append(": ").append(fault.path("message").asText()).toString();
    }
}
