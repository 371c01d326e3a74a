package org.hearthline.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.hearthline.config.StoreConfig;
import org.hearthline.event.Causes;

/** Whether the store would take a write: by a write without points, or by a look at the folder of the embedded store. */
final class StoreCheck {
    private static final String NAME = "Store";
    private static final long LEAST_FREE_BYTES = 1L << 30;

    private final StoreConfig store;
    private final Duration patience;
    private final HttpClient http;

    StoreCheck(StoreConfig store, Duration patience) {
        this.store = store;
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    Finding run() throws InterruptedException {
        return store.influxUrl().isPresent() ? influx(store.influxUrl().get()) : embedded();
    }

    private Finding influx(URI base) throws InterruptedException {
        try {
            String version = send(request(base, "/ping").GET())
                    .headers()
                    .firstValue("X-Influxdb-Version")
                    .orElse("");
            boolean isFirst = version.matches("v?1\\..*");
            HttpResponse<String> answer =
                    send(request(base, isFirst ? firstWrite() : write()).POST(BodyPublishers.noBody()));
            return finding((version.isEmpty() ? "a server" : "InfluxDB " + version) + " at " + base, answer);
        } catch (IOException e) {
            return Finding.bad(NAME, NoAnswer.reason(e, base.toString(), "InfluxDB"));
        }
    }

    /** A write without points is refused as such (400) only after permission and bucket were found to be good. */
    private Finding finding(String server, HttpResponse<String> answer) {
        String bucket = "'" + store.bucket() + "'";
        return switch (answer.statusCode()) {
            case 200, 204, 400 -> Finding.good(NAME, server + " takes writes into " + bucket + ".");
            case 401 ->
                Finding.bad(
                        NAME, server + " does not know the token: set INFLUXDB_TOKEN (user:password for InfluxDB 1).");
            case 403 ->
                Finding.bad(
                        NAME, server + " does not let this token write: give it write permission for " + bucket + ".");
            case 404 ->
                Finding.bad(
                        NAME,
                        server + " has no " + bucket + " for organisation '" + store.org()
                                + "': create it, or set INFLUXDB_BUCKET and INFLUXDB_ORG.");
            default ->
                Finding.bad(NAME, server + " answers " + answer.statusCode() + ": is it InfluxDB? Check INFLUXDB_URL.");
        };
    }

    private String write() {
        return "/api/v2/write?precision=ns&org=" + encoded(store.org()) + "&bucket=" + encoded(store.bucket());
    }

    private String firstWrite() {
        String[] parts = store.bucket().split("/", 2);
        String policy = parts.length > 1 ? "&rp=" + encoded(parts[1]) : "";
        return "/write?precision=ns&db=" + encoded(parts[0]) + policy;
    }

    private HttpRequest.Builder request(URI base, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
        String token = store.token().reveal();
        if (token.isEmpty()) {
            return request;
        }
        return request.header("Authorization", token.indexOf(':') > 0 ? "Basic " + base64(token) : "Token " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private Finding embedded() {
        Path folder = store.folder();
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.bad(NAME, "cannot write into " + there + ": change its owner, or set DATA_DIR.");
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String text = "embedded, in " + folder + ", " + free / (1 << 20) + " MiB free";
            return free < LEAST_FREE_BYTES
                    ? Finding.bad(NAME, text + ": make room for at least 1 GiB, or set DATA_DIR.")
                    : Finding.good(NAME, text + ".");
        } catch (IOException e) {
            return Finding.bad(NAME, "cannot tell the free space of " + there + ": " + Causes.message(e) + ".");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
