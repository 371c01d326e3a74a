package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Frames of real Home Assistants, in {@code src/test/resources/recorded/} (its README says where they come from). */
public final class Recordings {
    public static final String OLD_VERSION = "home-assistant-2024.3.3";
    public static final String NEW_VERSION = "home-assistant-2026.11.0";

    /** The scenes with live events; {@link #live()} has them for both versions. */
    private static final List<String> LIVE = List.of(
            "02-live-66s-20-per-second.ndjson.gz",
            "03-burst-arrays.ndjson.gz",
            "08-odd-events.ndjson",
            "09-big-attribute.ndjson.gz",
            "12-restart.ndjson.gz",
            "14-live-and-then-history.ndjson.gz");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recordings() {}

    /**
     * One line of a recording.
     *
     * @param millis since the socket opened
     * @param fromHomeAssistant else it was sent to Home Assistant
     * @param text the raw text frame, or a remark in round brackets
     */
    public record Line(long millis, boolean fromHomeAssistant, String text) {
        public boolean isRemark() {
            return text.startsWith("(");
        }
    }

    /** Every recording with live events, of both versions, by its path below {@code recorded/}. */
    public static List<String> live() {
        List<String> paths = new ArrayList<>();
        for (String version : List.of(OLD_VERSION, NEW_VERSION)) {
            LIVE.forEach(file -> paths.add(version + "/" + file));
        }
        return paths;
    }

    /** All lines of a recording: {@code home-assistant-2026.11.0/08-odd-events.ndjson}. */
    public static List<Line> lines(String path) {
        try (BufferedReader reader = open(path)) {
            return reader.lines().map(Recordings::line).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** The frames that Home Assistant sent: each is one message, or an array of messages. */
    public static List<String> frames(String path) {
        return lines(path).stream()
                .filter(line -> line.fromHomeAssistant() && !line.isRemark())
                .map(Line::text)
                .toList();
    }

    /** The events that Home Assistant sent, as JSON trees. */
    public static List<JsonNode> eventTrees(String path) {
        List<JsonNode> events = new ArrayList<>();
        for (String frame : frames(path)) {
            JsonNode tree = tree(frame);
            Iterable<JsonNode> messages = tree.isArray() ? tree : List.of(tree);
            for (JsonNode message : messages) {
                if (message.path("event").has("event_type")) {
                    events.add(message.get("event"));
                }
            }
        }
        return events;
    }

    /** The events that Home Assistant sent, byte for byte, each within its frame. */
    public static List<JsonSlice> eventSlices(String path) {
        List<JsonSlice> events = new ArrayList<>();
        for (String frame : frames(path)) {
            byte[] source = frame.getBytes(StandardCharsets.UTF_8);
            try (JsonParser parser = EventParser.JSON.createParser(source)) {
                collectEvents(parser, source, events);
            } catch (IOException e) {
                throw new UncheckedIOException(frame, e);
            }
        }
        return events;
    }

    private static void collectEvents(JsonParser parser, byte[] source, List<JsonSlice> events) throws IOException {
        while (parser.nextToken() != null) {
            boolean inMessage = parser.currentToken() == JsonToken.START_OBJECT && "event".equals(parser.currentName());
            if (inMessage) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                JsonSlice event = new JsonSlice(source, from, to - from);
                if (tree(event.text()).has("event_type")) {
                    events.add(event);
                }
            }
        }
    }

    /** The events that Home Assistant sent, as ingestion makes them. */
    public static List<Event> events(String path) {
        return eventSlices(path).stream().map(SampleEvents::of).toList();
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private static Line line(String json) {
        JsonNode line = tree(json);
        return new Line(
                line.get("t").longValue(),
                line.get("dir").textValue().equals("in"),
                line.get("text").textValue());
    }

    private static BufferedReader open(String path) throws IOException {
        InputStream raw = Recordings.class.getResourceAsStream("/recorded/" + path);
        if (raw == null) {
            throw new IllegalArgumentException("No recording /recorded/" + path + " on the class path");
        }
        InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    }
}
