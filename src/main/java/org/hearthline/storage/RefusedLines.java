package org.hearthline.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds in a server's words which lines it refused.
 *
 * <ul>
 *   <li>InfluxDB 1.x, 2.x: {@code unable to parse '<line>': <why>}, one below the other, all bad lines of a request
 *   <li>InfluxDB 3.x: {@code data[].line_number} with {@code error_message}
 *   <li>QuestDB: {@code "line":N}, the first bad line only
 * </ul>
 *
 * Type conflicts (422) name a field and no line: then nothing is found.
 */
final class RefusedLines {
    private static final String UNABLE = "unable to parse '";

    private RefusedLines() {}

    /** Index of the line → what the server says of it. */
    static Map<Integer, String> in(StoreAnswer answer, Lines lines) {
        Map<Integer, String> refused = new TreeMap<>();
        JsonNode json = answer.json();
        numbered(json.path("line"), answer.words(), lines, refused);
        for (JsonNode one : json.path("data")) {
            numbered(one.path("line_number"), one.path("error_message").asText(answer.words()), lines, refused);
        }
        String words = answer.allWords();
        if (refused.isEmpty() && words.contains(UNABLE)) {
            quoted(words, lines, refused);
        }
        return refused;
    }

    private static void numbered(JsonNode number, String words, Lines lines, Map<Integer, String> refused) {
        int index = number.asInt(0) - 1;
        if (index >= 0 && index < lines.size()) {
            refused.put(index, words);
        }
    }

    private static void quoted(String words, Lines lines, Map<Integer, String> refused) {
        for (int i = 0; i < lines.size(); i++) {
            String quoted = UNABLE + lines.line(i) + "': ";
            int at = words.indexOf(quoted);
            if (at >= 0) {
                int end = words.indexOf('\n', at);
                refused.put(
                        i, "unable to parse: " + words.substring(at + quoted.length(), end < 0 ? words.length() : end));
            }
        }
    }
}
