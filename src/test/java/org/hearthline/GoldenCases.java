package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;

/**
 * The cases of a stage: {@code cases/<stage>/<case>/in.json} (an event as it comes through the door) and {@code expected.json}
 * (its id, its time, what was added) or {@code expected-rejection.json} (where and why). A new case is a folder with an {@code
 * in.json}; {@code -Dgolden.update=true} writes what the stage says now, for you to read before you commit it.
 */
public final class GoldenCases {
    /** What the clock says in all cases. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
                    com.fasterxml.jackson.core.util.Separators.Spacing.AFTER)));
    private static final Path CASES = Path.of("src/test/resources/cases");

    private final StageAlone alone;
    private final String stage;

    public GoldenCases(String stage, StageAlone alone) {
        this.stage = stage;
        this.alone = alone;
    }

    /** The names of a stage's cases. */
    public static List<String> of(String stage) {
        try (Stream<Path> folders = Files.list(CASES.resolve(stage))) {
            List<String> names = folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one case, and compares or rewrites what is expected. */
    public void run(String name) throws IOException {
        Path folder = CASES.resolve(stage).resolve(name);
        ObjectNode outcome = outcome(Files.readAllBytes(folder.resolve("in.json")));
        Path expected = folder.resolve(outcome.has("error") ? "expected-rejection.json" : "expected.json");
        if (Boolean.getBoolean("golden.update")) {
            Files.deleteIfExists(folder.resolve("expected.json"));
            Files.deleteIfExists(folder.resolve("expected-rejection.json"));
            Files.writeString(expected, pretty(outcome));
        }
        assertThat(expected).exists();
        assertThat(pretty(outcome)).isEqualTo(Files.readString(expected));
    }

    private ObjectNode outcome(byte[] in) {
        var reader = new EventReader(
                stage, "home", "websocket-ingestion", new EventParser(Set.of("access_token", "entity_picture")), CLOCK);
        var batch = reader.read(in);
        if (!batch.refused().isEmpty()) {
            return rejection(batch.refused().get(0));
        }
        Frame frame = Frame.of(new UUID(0, 1), "home", null, batch.events());
        alone.handedOn().clear();
        var answer = alone.send(frame);
        assertThat(answer.getException()).isNull();
        Frame next = alone.handedOn().get(0);
        return next.isEmpty()
                ? rejection(next.settled().rejected().get(0))
                : event(next.events().get(0));
    }

    private ObjectNode rejection(Rejection rejection) {
        Fault fault = rejection.fault();
        ObjectNode json =
                MAPPER.createObjectNode().put("stage", rejection.stage()).put("step", rejection.step());
        ObjectNode error =
                json.putObject("error").put("code", fault.code().name()).put("message", fault.message());
        fault.details().forEach(error.putObject("details")::put);
        return json;
    }

    private ObjectNode event(Event event) {
        Frame frame = Frame.of(new UUID(0, 1), "home", null, List.of(event));
        try {
            JsonNode envelope = MAPPER.readTree(new EnvelopeWriter().write(frame));
            ObjectNode json = MAPPER.createObjectNode();
            json.set("event_id", envelope.get("event_id"));
            json.set("timestamp", envelope.get("timestamp"));
            if (envelope.has("enriched")) {
                json.set("enriched", envelope.get("enriched"));
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pretty(JsonNode json) {
        try {
            return PRETTY.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
