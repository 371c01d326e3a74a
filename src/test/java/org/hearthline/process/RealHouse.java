package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A real Home Assistant with component {@code blaster}, seen over REST: another way into its history than the one that is
 * tested, with times that Home Assistant itself has made texts of.
 *
 * @param folder where the house is, with its process id in {@code pid}; and the commands {@code start} and {@code stop} that
 *     take it
 */
record RealHouse(URI url, String token, Path folder, Path commands) {
    /** The longest time from an event to its row in history, with plenty to spare. */
    private static final Duration COMMIT = Duration.ofSeconds(40);

    /** The component counts from here at each start of the house. */
    private static final long BEFORE_THE_FIRST = 1_000_000_000;

    private static final int IDS_A_QUESTION = 25;
    /** An offer of HTTP/2 would make it hang up. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A state as history has it; empty where the entity was removed. */
    record Row(String entityId, Instant time, String state) {
        long micros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        }
    }

    /** Calls a service. */
    void call(String service, Map<String, ?> data) {
        try {
            request("/api/services/" + service, MAPPER.writeValueAsString(data));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** 100 events a second, in groups of ten, until told otherwise. */
    void blast(String prefix) {
        call("blaster/run", Map.of("rate", 100, "tick", 0.1, "seconds", 600, "entities", 50, "prefix", prefix));
    }

    /** Writes a state. */
    void write(String entityId, String state) {
        call("blaster/write", Map.of("entity_id", entityId, "state", state));
    }

    void remove(String entityId) {
        call("blaster/remove", Map.of("entity_id", entityId));
    }

    /** Returns when so many more events have happened. */
    void awaitEvents(String prefix, int count) {
        long[] until = {0};
        await().atMost(HearthlineProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                // A house that has just started may refuse a connection.
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    long now = sequence(prefix);
                    until[0] = until[0] == 0 ? now + count : until[0];
                    return now >= until[0];
                });
    }

    private long sequence(String prefix) {
        return states().filter(state -> state.get("entity_id").textValue().startsWith(prefix))
                .mapToLong(state -> state.at("/attributes/seq").asLong())
                .max()
                .orElse(BEFORE_THE_FIRST);
    }

    private Stream<JsonNode> states() {
        return StreamSupport.stream(request("/api/states", null).spliterator(), false);
    }

    /** Every entity that it has a state of. */
    List<String> entities() {
        return states().map(state -> state.get("entity_id").textValue()).toList();
    }

    /** Returns when all that has happened so far is in history: rows come in the order of events. */
    void awaitRecorded(String marker) {
        Instant before = Instant.now().minusSeconds(60);
        write(marker, "all before is recorded");
        await().atMost(COMMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !history(before, List.of(marker)).isEmpty());
    }

    /** Every row from an instant on, also of entities that are no more. */
    List<Row> history(Instant from, Collection<String> entityIds) {
        List<Row> rows = new ArrayList<>();
        List<String> ids = List.copyOf(entityIds);
        for (int i = 0; i < ids.size(); i += IDS_A_QUESTION) {
            String some = String.join(",", ids.subList(i, Math.min(ids.size(), i + IDS_A_QUESTION)));
            JsonNode answer = request(
                    "/api/history/period/" + from + "?end_time=" + Instant.now() + "&filter_entity_id=" + some
                            + "&significant_changes_only=0&skip_initial_state",
                    null);
            answer.forEach(entity -> entity.forEach(row -> rows.add(row(row))));
        }
        return rows;
    }

    private static Row row(JsonNode row) {
        String time = row.get("last_updated").textValue().replace("+00:00", "Z");
        return new Row(
                row.get("entity_id").textValue(),
                Instant.parse(time),
                row.get("state").asText());
    }

    /** Sends KILL: what its recorder has not committed is lost. */
    void kill() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        await().atMost(HearthlineProcess.PATIENCE).until(() -> !process.isAlive());
    }

    /** In good order. */
    void stop() throws IOException, InterruptedException {
        run("stop");
    }

    /** Returns when it runs again, at the same address. */
    void start() throws IOException, InterruptedException {
        run("start");
    }

    private void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(commands.resolve(command).toString(), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).as("%s of the house", command).isZero();
    }

    /** GET, or with a body POST. */
    private JsonNode request(String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Home Assistant does not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
