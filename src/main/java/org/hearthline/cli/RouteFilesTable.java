package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Files of routes for people: one line each, and below it what is wrong with it, as compilers write it. */
final class RouteFilesTable {
    private RouteFilesTable() {}

    /** Prints an answer of the API about files; false when one of them is broken. */
    static boolean print(JsonNode answer, boolean json, PrintWriter out) {
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            answer.path("files").forEach(file -> print(file, out));
        }
        out.flush();
        for (JsonNode file : answer.path("files")) {
            if (!file.path("faults").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static void print(JsonNode file, PrintWriter out) {
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
