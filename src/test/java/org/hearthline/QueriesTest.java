package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hearthline.Pipeline.Answered;
import org.hearthline.cli.QueryTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was stored through the pipeline, asked for at the root and by the command line, on the real application. */
@TestInstance(Lifecycle.PER_CLASS)
final class QueriesTest {
    private static final String DAY = "&start_time=2026-11-20T00:00:00Z&end_time=2026-11-21T00:00:00Z";
    private static final String[] OPTIONS = {"--from", "2026-11-20T00:00:00Z", "--to", "2026-11-21T00:00:00Z"};

    @TempDir
    static Path dataDir;

    @TempDir
    static Path folder;

    private Pipeline pipeline;
    private QueryTerminal terminal;

    @BeforeAll
    void start() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url", "http://127.0.0.1:1",
                        "ha.token", "nobody-listens",
                        "weather.api-url", "http://127.0.0.1:1"));
        terminal = new QueryTerminal(pipeline.application().address());
        post("sensor.cellar", "12.5", "2026-11-20T08:00:00Z");
        post("sensor.cellar", "13.5", "2026-11-20T08:30:00Z");
        post("light.hall", "on", "2026-11-20T08:45:00Z");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/api/v1/events/count?" + DAY).path("count").asInt() == 3);
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    private void post(String entity, String state, String time) {
        assertThat(pipeline.post("/api/v1/events", Pipeline.event(entity, state, time))
                        .status())
                .isEqualTo(200);
    }

    private JsonNode get(String path) {
        Answered answer = pipeline.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void answersAtTheRootAndBelowTheStage() {
        assertThat(get("/storage/api/v1/events/count?domain=light" + DAY)
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        JsonNode hour = get("/api/v1/events/aggregate?every=1h&fn=mean&domain=sensor" + DAY);
        assertThat(hour.at("/series/0/points/0/value").asDouble()).isEqualTo(13.0);
        assertThat(hour.at("/series/0/points/0/count").asInt()).isEqualTo(2);
        JsonNode entities = get("/api/v1/entities");
        assertThat(entities.at("/entities/0/entity_id").asText()).isEqualTo("light.hall");
        assertThat(entities.at("/entities/1/state").asText()).isEqualTo("13.5");
        JsonNode store = get("/api/v1/storage");
        assertThat(store.path("engine").asText()).isEqualTo("questdb");
        assertThat(store.path("events").asInt()).isEqualTo(3);
        assertThat(store.path("size_bytes").asLong()).isPositive();
        assertThat(store.path("status").asText()).isEqualTo("healthy");
        Answered export = pipeline.get("/api/v1/events/export?format=ndjson" + DAY);
        assertThat(export.header("X-Correlation-ID")).isNotEmpty();
        assertThat(export.body().lines()).hasSize(3);
        assertThat(Pipeline.tree(export.body().lines().toList().get(2)))
                .isEqualTo(get("/api/v1/events?limit=1").at("/events/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"events/count", "events/aggregate", "events/export", "entities", "storage"})
    void onlyAnswersQuestions(String path) {
        assertThat(pipeline.post("/storage/api/v1/" + path, "{}").status()).isEqualTo(405);
    }

    @Test
    void anEventByItsIdIsStillFound() {
        JsonNode event = get("/api/v1/events?limit=1").at("/events/0");

        assertThat(get("/api/v1/events/" + event.path("event_id").asText())).isEqualTo(event);
        assertThat(pipeline.get("/api/v1/events/counts").status()).isEqualTo(400);
    }

    @Test
    void theCommandLineShowsTables() {
        assertThat(query("events", "--entity", "sensor.cellar", "--limit", "1")).isZero();
        assertThat(terminal.out()).contains("2026-11-20T08:30:00.000Z", "sensor.cellar", "13.5", "More: --cursor");
        assertThat(query("count", "--domain", "sensor,light")).isZero();
        assertThat(terminal.out()).contains("3 events from 2026-11-20T00:00:00Z to 2026-11-21T00:00:00Z");
        assertThat(query("aggregate", "--fn", "max")).isZero();
        assertThat(terminal.out()).contains("MAX", "sensor.cellar", "2026-11-20T08:00:00Z", "13.5000");
        assertThat(terminal.execute("entities", "--domain", "light")).isZero();
        assertThat(terminal.out()).contains("light.hall", "on").doesNotContain("sensor.cellar");
        assertThat(terminal.execute("storage")).isZero();
        assertThat(terminal.out()).contains("Store    questdb 9.", "Status   healthy", "Events   3");
        assertThat(query("events", "--entity", "nobody.there")).isZero();
        assertThat(terminal.out()).contains("No events.");
    }

    @Test
    void theCommandLineAnswersProgramsInJson() {
        for (String what : new String[] {"events", "count", "aggregate"}) {
            assertThat(query(what, "--json")).isZero();
            assertThat(Pipeline.tree(terminal.out()).isObject()).isTrue();
        }
        assertThat(terminal.execute("entities", "--json", "--limit", "1")).isZero();
        assertThat(Pipeline.tree(terminal.out()).path("entities")).hasSize(1);
    }

    @Test
    void theCommandLineExports() throws Exception {
        Path csv = folder.resolve("day.csv");
        Path lines = folder.resolve("day.ndjson");

        assertThat(query("export", "--output", csv.toString())).isZero();
        assertThat(query("export", "--output", lines.toString())).isZero();
        assertThat(query("export", "--format", "ndjson")).isZero();

        assertThat(Files.readString(csv).split("\r\n")).hasSize(4);
        assertThat(Files.readString(lines)).isEqualTo(terminal.out());
        assertThat(terminal.out().lines()).hasSize(3);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(csv, lines);
        }
    }

    @Test
    void theCommandLineSaysWhatIsWrong() {
        assertThat(terminal.execute("aggregate", "--every", "5x")).isEqualTo(2);
        assertThat(terminal.err()).contains("every", "5x", "30s, 5m, 1h, 1d");
        assertThat(terminal.execute("count", "--from", "now", "--to", "1h ago")).isEqualTo(2);
        assertThat(terminal.err()).contains("start_time", "Later than end_time");
        assertThat(terminal.execute("export", "--format", "xml")).isEqualTo(2);
        assertThat(terminal.err()).contains("csv or ndjson");
        assertThat(terminal.execute("nothing")).isEqualTo(2);
        assertThat(new QueryTerminal("http://127.0.0.1:1").execute("count")).isEqualTo(1);
        assertThat(query("export", "--output", folder.resolve("no/such/day.csv").toString()))
                .isEqualTo(1);
    }

    private int query(String command, String... options) {
        String[] arguments = new String[1 + options.length + OPTIONS.length];
        arguments[0] = command;
        System.arraycopy(options, 0, arguments, 1, options.length);
        System.arraycopy(OPTIONS, 0, arguments, 1 + options.length, OPTIONS.length);
        return terminal.execute(arguments);
    }
}
