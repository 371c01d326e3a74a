package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hearthline.event.Delivery;
import org.hearthline.event.Enriched;
import org.hearthline.event.Event;
import org.hearthline.event.Rejection;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real InfluxDB 1.x: Debian's package {@code influxdb}, started here on free loopback ports in a directory of its own. Without
 * the binary the tests are skipped, and in CI they fail.
 */
class InfluxDbIT extends StoreQueriesContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    static Path dir;

    private static Process influxd;
    private static URI url;
    private static InfluxStore store;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> binary = binary();
        if (binary.isEmpty()) {
            String missing =
                    "No influxd on the PATH: install Debian's package 'influxdb' to test against a real InfluxDB";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
        int port = freePort();
        url = URI.create("http://127.0.0.1:" + port);
        influxd = new ProcessBuilder(
                        binary.get().toString(), "-config", config(port).toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("influxd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> get("/ping") == 204);
        query("CREATE DATABASE ha");
        store = new InfluxStore(new StoreAddress(url, "", "", "ha"), TIMEOUT, Clock.systemUTC());
        store.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (store != null) {
            store.close();
        }
        if (influxd != null) {
            influxd.destroy();
            if (!influxd.waitFor(20, TimeUnit.SECONDS)) {
                influxd.destroyForcibly();
            }
        }
    }

    @Override
    Store store() {
        return store;
    }

    @Test
    void saysWhatItFound() {
        assertThat(store.frameWriter().status().level()).isEqualTo(Level.HEALTHY);
        assertThat(store.frameWriter().status().detail())
                .startsWith("InfluxDB 1.")
                .contains(url.toString());
    }

    @Test
    void onlyTheEventOfARefusedLineIsRejected() {
        write("home_assistant_events,entity_id=other x_clash=\"text\" 1795176000000000000");
        Event good = sensor("good", "1", 0);
        Event bad = sensor("bad", "2", 1).with(Enriched.NOTHING.withFields(Map.of("clash", 1.0)));
        Event alsoGood = sensor("good", "3", 2);

        Delivery delivery = store.frameWriter().write(TestEvents.frame(good, bad, alsoGood));

        assertThat(delivery.accepted()).isEqualTo(2);
        assertThat(delivery.rejected()).extracting(Rejection::eventId).containsExactly(bad.id());
        assertThat(delivery.rejected().get(0).fault().message()).contains("field type conflict", "x_clash");
    }

    @Test
    void namesEveryLineThatItCannotParse() {
        try (StoreClient client = new StoreClient(store.address(), TIMEOUT, Clock.systemUTC())) {
            Lines lines = TestLines.of("m v=1 1", "bad line here now", "m v=2 2", "bad2,e=a v=x 1", "m v=3 3");

            WriteOutcome outcome = new InfluxWriter(client).write(lines);

            assertThat(TestLines.refused(outcome)).containsOnlyKeys(1, 3);
            assertThat(TestLines.refused(outcome).get(3)).contains("invalid boolean");
        }
    }

    @Test
    void aMissingDatabaseIsAMatterOfConfiguration() {
        try (InfluxStore other =
                new InfluxStore(new StoreAddress(url, "", "", "nowhere"), TIMEOUT, Clock.systemUTC())) {
            other.start();

            assertThat(other.frameWriter().status().level()).isEqualTo(Level.DEGRADED);
            assertThat(other.frameWriter().status().detail()).contains("'nowhere'", "INFLUXDB_BUCKET");
        }
    }

    @Test
    void saysHowLongItKeepsEvents() throws IOException, InterruptedException {
        query("CREATE DATABASE kept WITH DURATION 30d NAME month");
        query("CREATE RETENTION POLICY half ON kept DURATION 36h REPLICATION 1");

        assertThat(info("kept")).contains("\"retention\":\"30d\"", "\"address\":\"" + url + "\"");
        assertThat(info("kept/half")).contains("\"retention\":\"36h\"");
        assertThat(info("ha")).doesNotContain("retention");
        assertThat(info("nowhere")).contains("\"status\":\"degraded\"", "INFLUXDB_BUCKET");
    }

    private static String info(String bucket) {
        try (InfluxStore other = new InfluxStore(new StoreAddress(url, "", "", bucket), TIMEOUT, Clock.systemUTC())) {
            return new String(other.storeQueries().info(), StandardCharsets.UTF_8);
        }
    }

    private static Path config(int port) throws IOException {
        return Files.writeString(dir.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%s/meta"
                [data]
                dir = "%s/data"
                wal-dir = "%s/wal"
                query-log-enabled = false
                [http]
                bind-address = "127.0.0.1:%d"
                log-enabled = false
                [monitor]
                store-enabled = false
                """.formatted(freePort(), dir, dir, dir, port));
    }

    private static Optional<Path> binary() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/bin", "/usr/sbin"))
                .map(folder -> Path.of(folder, "influxd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void query(String q) throws IOException, InterruptedException {
        String form = "q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static void write(String line) {
        try (StoreClient client = new StoreClient(store.address(), TIMEOUT, Clock.systemUTC())) {
            assertThat(new InfluxWriter(client).write(TestLines.of(line))).isEqualTo(new WriteOutcome.Written());
        }
    }
}
