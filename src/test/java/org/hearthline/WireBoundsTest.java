package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.hearthline.Pipeline.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may take of the process: connections, time, bytes. On a real server, with little patience. */
@TestInstance(Lifecycle.PER_CLASS)
final class WireBoundsTest {
    private static final int CONNECTIONS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENT = Pipeline.event("sensor.bounds", "1", "2026-11-20T08:15:30Z");

    @TempDir
    static Path folder;

    private final InfluxStub store = new InfluxStub();
    private Pipeline pipeline;

    @BeforeAll
    void start() {
        pipeline = Pipeline.start(
                folder,
                Map.of(
                        "ha.url", "http://127.0.0.1:1",
                        "ha.token", "nobody-listens",
                        "weather.api-url", "http://127.0.0.1:1",
                        "influxdb.url", store.url(),
                        "influxdb.token", "token",
                        "influxdb.org", "org",
                        "http.max-body", "1MiB",
                        "http.max-connections", Integer.toString(CONNECTIONS),
                        "http.patience", "1s"));
    }

    @AfterAll
    void stop() {
        pipeline.close();
        store.close();
    }

    @Test
    void withoutAKeyNobodyIsAnsweredWhoUsesAnothersName() throws Exception {
        assertThat(rawAnswer(
                        "GET /api/v1/events/count HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("API_KEY");
        assertThat(rawAnswer("GET /health HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /health HT",
                "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Never-Ends: ",
                "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void closesOnWhoeverNeverComesToAnEnd(String begun) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> isClosedAfter(socket, begun.contains("POST") ? "" : "x"));
        }
        assertThat(pipeline.get("/health/live").status()).isEqualTo(200);
    }

    /** A drop more, unless it has been answered; whether the other side has gone. */
    private static boolean isClosedAfter(Socket socket, String drop) {
        try {
            socket.getOutputStream().write(drop.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(200);
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // An answer: what comes behind it?
            }
            return true;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void waitsLongerForItsOwnAnswerThanForCallers() {
        store.http().hang();
        CompletableFuture<Answered> answer = pipeline.postLater("/storage/api/v1/events", EVENT);
        await().atMost(PATIENCE).until(() -> store.http().held() > 0);
        long asked = System.nanoTime();
        await().atMost(PATIENCE)
                .until(() -> System.nanoTime() - asked > Duration.ofSeconds(4).toNanos());
        assertThat(answer).isNotDone();
        store.http().goOn();
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void hasRoomForANewCallerHoweverManyAreIdle() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 50 * CONNECTIONS; i++) {
                idle.add(connect());
            }
            assertThat(pipeline.get("/health/live").status()).isEqualTo(200);
            assertThat(pipeline.post("/api/v1/validate", EVENT).status()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> idle.stream()
                                    .filter(socket -> !isClosedAfter(socket, ""))
                                    .count()
                            <= CONNECTIONS);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /health HTTP/1.1, 40000", "GET /health?, 40000"})
    void refusesHeadsThatAreTooLong(String begun, int length) throws IOException {
        String head = begun.endsWith("?")
                ? begun + "x".repeat(length) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                : begun + "\r\nHost: localhost\r\nX-Long: " + "x".repeat(length) + "\r\n\r\n";
        assertThat(rawAnswer(head)).startsWith("HTTP/1.").contains(" 400 Bad Request", "INVALID_REQUEST", "too long");
    }

    @Test
    void takesAQueryOfAHundredEntities() {
        String names = ("sensor." + "x".repeat(90) + ",").repeat(100);
        assertThat(pipeline.get("/api/v1/dead-letters?entity_id=" + names).status())
                .isEqualTo(200);
    }

    @Test
    void answersRequestsThatComeAtOnceInTheirOrder() throws IOException {
        String answers = rawAnswer("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Correlation-ID: first\r\n\r\n"
                + "POST /api/v1/validate HTTP/1.1\r\nHost: localhost\r\nX-Correlation-ID: second\r\nContent-Type: application/json\r\nContent-Length: "
                + EVENT.length() + "\r\n\r\n" + EVENT
                + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nX-Correlation-ID: third\r\nConnection: close\r\n\r\n");
        assertThat(answers.indexOf("first")).isPositive().isLessThan(answers.indexOf("second"));
        assertThat(answers.indexOf("second")).isLessThan(answers.indexOf("third"));
        assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(4);
    }

    @Test
    void refusesABodyWithoutEndOnceItIsTooLarge() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 17; i++) {
                socket.getOutputStream().write(chunk);
            }
            socket.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/events",
                "/events",
                "/storage/api/v1/events",
                "/api/v1/events/forward",
                "/api/v1/validate",
                "/api/v1/process",
                "/api/v1/backfill",
                "/api/v1/dead-letters/replay"
            })
    void refusesWhatIsTooDeep(String path) {
        for (String deep : List.of(
                "[".repeat(500_000),
                "{\"a\":".repeat(100_000),
                "{\"event_type\":\"x\",\"data\":" + "[".repeat(500_000),
                "{\"from\":\"now\",\"all\":true,\"limit\":" + "9".repeat(500_000) + "}")) {
            assertThat(pipeline.post(path, deep).status())
                    .as(deep.substring(0, 30))
                    .isIn(400, 422);
        }
    }

    @Test
    void unpacksNothing() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[50 << 20]);
        }
        for (String path : List.of(
                "/api/v1/events", "/events", "/storage/api/v1/events", "/api/v1/events/forward", "/api/v1/process")) {
            Answered answer = pipeline.send(HttpRequest.newBuilder(pipeline.uri(path))
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));
            assertThat(answer.status()).isEqualTo(415);
        }
    }

    @Test
    void writesNoFormToTheDisk() throws IOException {
        Path uploads = Path.of(System.getProperty("java.io.tmpdir"), "camel");
        long before = files(uploads);
        String form = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nc\r\n--x--\r\n";
        Answered answer = pipeline.post("/api/v1/events", "multipart/form-data; boundary=x", form);
        assertThat(answer.status()).isEqualTo(415);
        assertThat(files(uploads)).isEqualTo(before);
    }

    private static long files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void letsPagesOfOthersChangeNothing() {
        String own = "http://" + pipeline.uri("/").getAuthority();
        for (String origin :
                List.of("http://elsewhere.example", "null", own + "0", own.replace("http:", "https:") + ".example")) {
            Answered answer =
                    pipeline.send(pipeline.posting("/api/v1/dead-letters/replay", "application/json", "{\"all\":true}")
                            .header("Origin", origin));
            assertThat(answer.status()).as(origin).isEqualTo(403);
            assertThat(answer.errorCode()).isEqualTo("FORBIDDEN");
        }
        assertThat(pipeline.send(pipeline.posting("/api/v1/dead-letters/replay", "application/json", "{\"all\":true}")
                                .header("Origin", own))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hasNoCors() {
        Answered preflight = pipeline.send(HttpRequest.newBuilder(pipeline.uri("/api/v1/events"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://elsewhere.example")
                .header("Access-Control-Request-Method", "POST"));
        assertThat(preflight.status()).isEqualTo(405);
        Answered read = pipeline.send(
                HttpRequest.newBuilder(pipeline.uri("/health")).header("Origin", "http://elsewhere.example"));
        assertThat(read.status()).isEqualTo(200);
        for (Answered answer : List.of(preflight, read)) {
            assertThat(answer.response().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/dead-letters", "/ingestion/api/v1/gaps", "/openapi.yaml"})
    void answersHeadWithoutABody(String path) {
        Answered head =
                pipeline.send(HttpRequest.newBuilder(pipeline.uri(path)).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(pipeline.get(path).body().getBytes(StandardCharsets.UTF_8).length));
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", pipeline.uri("/").getPort());
    }

    private String rawAnswer(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
