package org.hearthline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Recordings;

/**
 * What a recorded house sent, and what has to come of it: ids and times by the words of design.md 5, places by the golden file
 * of the registry. Uses none of the code that it judges.
 */
final class ReplayedHouse {
    private static final UUID NAMESPACE = UUID.fromString("d35d4e92-98d1-5235-86a8-b1ecd2d3e618");
    private static final int ARRAY = 40;

    private final List<String> events = new ArrayList<>();
    private final Map<String, Recorded> byId = new HashMap<>();
    private final Map<String, String> placement = new HashMap<>();

    /** An event and the time under which it has to be stored. */
    record Recorded(JsonNode event, long nanos) {
        JsonNode data() {
            return event.path("data");
        }

        String type() {
            return event.path("event_type").asText();
        }

        boolean isRemoval() {
            return type().equals("state_changed") && data().path("new_state").isNull();
        }
    }

    ReplayedHouse(String version) {
        Recordings.live().stream()
                .filter(path -> path.startsWith(version))
                .flatMap(path -> Recordings.eventSlices(path).stream())
                .map(JsonSlice::text)
                .forEach(this::add);
        golden(version).lines().forEach(line -> placement.put(line.split(" \\| ", 2)[0], line));
    }

    /** As they were sent, in their order; some twice, since the recorder had subscribed twice. */
    List<String> events() {
        return events;
    }

    Map<String, Recorded> byId() {
        return byId;
    }

    List<String> types() {
        return byId.values().stream().map(Recorded::type).distinct().sorted().toList();
    }

    /** {@code entity | area | device | floor | labels}, "-" for none; for entities that the registry knows. */
    Map<String, String> placement() {
        return placement;
    }

    /** Frames as Home Assistant sends them: single messages, and arrays of them. */
    List<String> frames(long subscription) {
        List<String> messages = events.stream()
                .map(event -> "{\"id\":" + subscription + ",\"type\":\"event\",\"event\":" + event + "}")
                .toList();
        List<String> frames = new ArrayList<>(messages.subList(0, ARRAY));
        for (int from = ARRAY; from < messages.size(); from += ARRAY) {
            List<String> some = messages.subList(from, Math.min(from + ARRAY, messages.size()));
            frames.add("[" + String.join(",", some) + "]");
        }
        return frames;
    }

    private void add(String json) {
        events.add(json);
        JsonNode event = Pipeline.tree(json);
        JsonNode updated = event.path("data").path("new_state").path("last_updated");
        Instant time = OffsetDateTime.parse(
                        updated.isTextual()
                                ? updated.asText()
                                : event.path("time_fired").asText())
                .toInstant();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        JsonNode entity = event.path("data").path("entity_id");
        String subject = entity.isTextual()
                ? entity.asText() + "\n" + micros
                : event.path("context").path("id").asText() + "\n" + micros + "\n" + sha1(dataOf(json));
        UUID id = uuid5("home\n" + event.path("event_type").asText() + "\n" + subject);
        long nanos = micros * 1000 + Math.floorMod(id.getLeastSignificantBits(), 1000L);
        byId.put(id.toString(), new Recorded(event, nanos));
    }

    /** The bytes of member {@code data}. */
    private static byte[] dataOf(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            parser.nextToken();
            while (!"data".equals(parser.nextFieldName())) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            return java.util.Arrays.copyOfRange(
                    bytes, from, (int) parser.currentLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private static String sha1(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    private static UUID uuid5(String name) {
        byte[] text = name.getBytes(UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(digest(ByteBuffer.allocate(16 + text.length)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(text)
                .array()));
        return new UUID(
                hash.getLong() & ~0xF000L | 0x5000L, hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String golden(String version) {
        String file = "/cases/ingestion/labels-" + version + "/expected.txt";
        try (InputStream in = ReplayedHouse.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
