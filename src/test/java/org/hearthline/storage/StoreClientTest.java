package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.hearthline.storage.WriteOutcome.Misconfigured;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Throttled;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.hearthline.storage.WriteOutcome.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what every answer means. */
class StoreClientTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final Lines LINES = TestLines.of("m,a=1 v=\"ü\" 1", "m,a=2 v=\"x\" 2");

    @Test
    void sendsOneRequestAsItIs() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("05-write-ok"))) {
            assertThat(write(server.address())).isEqualTo(new Written());

            assertThat(server.writes()).hasSize(1);
            ScriptedStore.Request write = server.writes().get(0);
            assertThat(write.line()).isEqualTo("POST /api/v2/write?org=haorg&bucket=ha&precision=ns");
            assertThat(write.headers().getFirst("Authorization")).isEqualTo("Token TOKEN");
            assertThat(write.headers().getFirst("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(write.headers()).doesNotContainKey("Content-encoding");
            assertThat(write.text()).isEqualTo("m,a=1 v=\"ü\" 1\nm,a=2 v=\"x\" 2\n");
        }
    }

    @Test
    void compressesWhatLeavesTheMachine() throws IOException {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.STORED)) {
            write(new StoreAddress(server.url("0.0.0.0"), "TOKEN", "haorg", "ha"));

            ScriptedStore.Request write = server.writes().get(0);
            assertThat(write.headers().getFirst("Content-Encoding")).isEqualTo("gzip");
            try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(write.body()))) {
                assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo(LINES.text());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ha, /write?db=ha&precision=ns",
        "ha/year, /write?db=ha&precision=ns&rp=year",
    })
    void writesToVersion1WhereItTakesWrites(String bucket, String expected) {
        try (ScriptedStore server = ScriptedStore.ofVersion("1.6.7~rc0", 404, request -> RecordedAnswer.STORED)) {
            assertThat(write(new StoreAddress(server.url(), "me:secret", "", bucket)))
                    .isEqualTo(new Written());

            ScriptedStore.Request write = server.writes().get(0);
            assertThat(write.line()).isEqualTo("POST " + expected);
            assertThat(write.headers().getFirst("Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
        }
    }

    @Test
    void knowsQuestDbByItsMissingBuckets() {
        try (ScriptedStore server = ScriptedStore.ofVersion("v2.7.4", 404, request -> RecordedAnswer.STORED);
                StoreClient client =
                        new StoreClient(new StoreAddress(server.url(), "me:secret", "o", "b"), TIMEOUT, NOON)) {
            client.write(LINES);
            client.write(LINES);

            assertThat(client.server().shown()).isEqualTo("QuestDB");
            assertThat(server.writes().get(0).headers().getFirst("Authorization"))
                    .startsWith("Basic ");
            assertThat(server.requests()).as("asked once").hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.8.10, 404, INFLUXDB_1, InfluxDB 1.8.10",
        "v2.9.1, 401, INFLUXDB_2, InfluxDB 2.9.1",
        "v2.9.1, 200, INFLUXDB_2, InfluxDB 2.9.1",
        "3.9.6, 404, INFLUXDB_3, InfluxDB 3.9.6",
        "v2.7.4, 404, QUESTDB, QuestDB",
        "' ', 404, UNKNOWN, a server that does not say what it is",
        ", 404, UNKNOWN, a server that does not say what it is",
    })
    void tellsServersApart(String version, int buckets, StoreServer.Kind kind, String shown) {
        StoreServer server = StoreServer.of(version, buckets != 404);

        assertThat(server.kind()).isEqualTo(kind);
        assertThat(server.shown()).isEqualTo(shown);
    }

    @Test
    void keepsABasePath() {
        try (ScriptedStore server = new ScriptedStore(request -> RecordedAnswer.STORED)) {
            write(new StoreAddress(URI.create(server.url() + "/influx/"), "", "o", "b"));

            assertThat(server.writes().get(0).path()).isEqualTo("/influx/api/v2/write");
            assertThat(server.requests().get(0).path()).isEqualTo("/influx/ping");
            assertThat(server.writes().get(0).headers()).doesNotContainKey("Authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"14-write-401-bad-token", "16-write-404-bucket", "17-write-404-org"})
    void keepsTheDataWhenItMayNotWrite(String recorded) {
        RecordedAnswer answer = RecordedAnswer.of(recorded);
        try (ScriptedStore server = ScriptedStore.influx2(request -> answer)) {
            assertThat(write(server.address())).isInstanceOfSatisfying(Misconfigured.class, outcome -> {
                String words = answer.body()
                        .replaceAll(".*\"message\":\"(.*)\"}.*", "$1")
                        .replace("\\\"", "\"");
                assertThat(outcome.advice()).contains("InfluxDB 2.9.1 at " + server.url(), "INFLUXDB_", words);
                assertThat(outcome.advice()).doesNotContain("Token TOKEN");
            });
            assertThat(server.writes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"403, may not", "405, no", "415, no", "302, elsewhere"})
    void takesEveryOtherRefusalForConfiguration(int status, String body) {
        RecordedAnswer answer = new RecordedAnswer(status, Map.of(), body);
        try (ScriptedStore server = ScriptedStore.influx2(request -> answer)) {
            assertThat(write(server.address()))
                    .isInstanceOfSatisfying(
                            Misconfigured.class,
                            outcome -> assertThat(outcome.advice()).endsWith("It says: " + body));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isNeverLedElsewhere(int status) {
        try (ScriptedStore elsewhere = new ScriptedStore(request -> new RecordedAnswer(200, Map.of(), "Log in!"))) {
            Map<String, String> location = Map.of("Location", elsewhere.url() + "/login?from=hidden");
            try (ScriptedStore server = ScriptedStore.influx2(request -> new RecordedAnswer(status, location, ""))) {
                assertThat(write(server.address()))
                        .isInstanceOfSatisfying(
                                Misconfigured.class,
                                outcome -> assertThat(outcome.advice())
                                        .contains("no store (HTTP " + status, "set INFLUXDB_URL")
                                        .endsWith("It says: it is at " + elsewhere.url()));
                assertThat(elsewhere.requests()).isEmpty();
            }
        }
    }

    @Test
    void aPageIsNoAcknowledgement() {
        RecordedAnswer page = new RecordedAnswer(200, Map.of("Content-Type", "text/html"), "<h1>Log in</h1>");
        try (ScriptedStore server = ScriptedStore.influx2(request -> page)) {
            assertThat(write(server.address()))
                    .isInstanceOfSatisfying(
                            Misconfigured.class,
                            outcome -> assertThat(outcome.advice()).contains("no store", "<h1>Log in</h1>"));
        }
    }

    @ParameterizedTest
    @CsvSource({"408, 0", "500, 0", "502, 0", "503, 0", "503, 7", "504, 0", "599, 0"})
    void aStoreThatCannotWriteNowIsAskedOnce(int status, int retryAfter) {
        RecordedAnswer answer =
                new RecordedAnswer(status, Map.of("Retry-After", Integer.toString(retryAfter)), "plain words");
        try (ScriptedStore server = ScriptedStore.influx2(request -> answer)) {
            assertThat(write(server.address()))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            outcome -> assertThat(outcome.reason()).contains("HTTP " + status, "plain words"));
            assertThat(server.writes()).hasSize(1);
        }
    }

    @Test
    void aCorruptBodyIsNoReasonToThrowDataAway() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("21-write-500-badgzip"))) {
            assertThat(write(server.address())).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "'Sat, 21 Nov 2026 12:01:30 GMT', 90", "'Sat, 21 Nov 2026 11:00:00 GMT', 0"})
    void pausesAsLongAsTheStoreAsks(String retryAfter, long seconds) {
        RecordedAnswer answer = new RecordedAnswer(429, Map.of("Retry-After", retryAfter), "");
        try (ScriptedStore server = ScriptedStore.influx2(request -> answer)) {
            assertThat(write(server.address()))
                    .isInstanceOfSatisfying(
                            Throttled.class,
                            outcome -> assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(seconds)));
            assertThat(server.writes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"30-write-1.1MB-string", "32-write-beyond-retention", "12-write-type-conflict-among-good"})
    void aLineThatIsRefusedAloneCarriesTheServersWords(String recorded) {
        RecordedAnswer answer = RecordedAnswer.of(recorded);
        try (ScriptedStore server = ScriptedStore.influx2(request -> answer);
                StoreClient client = new StoreClient(server.address(), TIMEOUT, NOON)) {
            WriteOutcome outcome = new InfluxWriter(client).write(TestLines.of("r,e=a v=1 1"));

            assertThat(TestLines.refused(outcome).get(0))
                    .startsWith("failure writing points to database: partial write");
        }
    }

    @Test
    void noLineSuffersForARequestThatIsWrongItself() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("18-write-400-precision"))) {
            assertThat(write(server.address()))
                    .isInstanceOfSatisfying(
                            Misconfigured.class,
                            outcome -> assertThat(outcome.advice()).contains("invalid precision"));
        }
    }

    @Test
    void asksWithoutWriting() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("20-write-empty"));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, NOON)) {
            assertThat(new InfluxWriter(client).check()).isEqualTo(new Written());

            assertThat(server.writes().get(0).line()).isEqualTo("POST /api/v2/write?org=haorg&bucket=ha&precision=ns");
            assertThat(server.writes().get(0).body()).isEmpty();
        }
    }

    @Test
    void writesNothingForNoLines() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.STORED);
                StoreClient client = new StoreClient(server.address(), TIMEOUT, NOON)) {
            assertThat(new InfluxWriter(client).write(TestLines.of())).isEqualTo(new Written());
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aPortThatNobodyListensOnIsUnavailable() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        StoreAddress address = new StoreAddress(nobody, "TOKEN", "o", "b");

        assertThat(write(address))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        outcome -> assertThat(outcome.reason()).contains("does not answer", nobody.toString()));
        try (StoreClient client = new StoreClient(address, TIMEOUT, NOON)) {
            assertThat(new InfluxWriter(client).check()).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void sendsAtOnceAndDoesNotWaitForEver() throws IOException {
        try (StoreClient client =
                        new StoreClient(new StoreAddress(URI.create("http://h"), "", "o", "b"), TIMEOUT, NOON);
                Socket socket = client.http().socketFactory().createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(client.http().callTimeoutMillis()).isEqualTo(10_000);
            assertThat(client.http().readTimeoutMillis()).isEqualTo(8_000);
            assertThat(client.http().connectTimeoutMillis()).isEqualTo(3_000);
        }
    }

    @Test
    void neverShowsASecret() {
        StoreAddress address =
                new StoreAddress(URI.create("https://user:hidden@db.example:8086/x?token=hidden"), "hidden", "o", "b");

        assertThat(address.toString() + address.shown()).doesNotContain("hidden");
        assertThat(address.shown()).isEqualTo("https://db.example:8086/x");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1, true",
        "http://LOCALHOST:1, true",
        "http://127.0.0.5:1, true",
        "http://[::1]:1, true",
        "http://10.0.0.1, false",
        "http://db.example, false",
    })
    void knowsWhatIsOnThisMachine(String url, boolean loopback) {
        assertThat(new StoreAddress(URI.create(url), "", "", "").isLoopback()).isEqualTo(loopback);
    }

    private static WriteOutcome write(StoreAddress address) {
        try (StoreClient client = new StoreClient(address, TIMEOUT, NOON)) {
            WriteOutcome outcome = new InfluxWriter(client).write(LINES);
            assertThat(outcome).isNotInstanceOf(PartlyRejected.class);
            return outcome;
        }
    }
}
