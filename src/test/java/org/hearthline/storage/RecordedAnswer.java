package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** An answer of a real server, out of {@code recorded/influxdb-2.9.1}, or one made up in its form. */
record RecordedAnswer(int status, Map<String, String> headers, String body) {
    static final RecordedAnswer STORED = new RecordedAnswer(204, Map.of(), "");

    static RecordedAnswer of(String name) {
        String path = "/recorded/influxdb-2.9.1/" + name + ".txt";
        try (InputStream in = Objects.requireNonNull(RecordedAnswer.class.getResourceAsStream(path), path)) {
            return parse(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordedAnswer json(int status, String body) {
        return new RecordedAnswer(status, Map.of("Content-Type", "application/json"), body);
    }

    private static RecordedAnswer parse(String text) {
        String answer = text.substring(text.indexOf("HTTP/1.1 "), text.lastIndexOf("\n# time"));
        int blank = answer.indexOf("\n\n");
        String[] head = answer.substring(0, blank).split("\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] header = head[i].split(": ", 2);
            if (!header[0].equals("Content-Length") && !header[0].equals("Transfer-Encoding")) {
                headers.put(header[0], header[1].strip());
            }
        }
        int status = Integer.parseInt(head[0].split(" ")[1]);
        return new RecordedAnswer(status, headers, answer.substring(blank).strip());
    }
}
