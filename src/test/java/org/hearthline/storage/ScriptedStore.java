package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that answers as a test says, and remembers what it was asked. */
final class ScriptedStore implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Function<Request, RecordedAnswer> script;

    /** What came in. */
    record Request(String line, Headers headers, byte[] body) {
        String path() {
            return line.split("[ ?]")[1];
        }

        String text() {
            return new String(body, UTF_8);
        }
    }

    ScriptedStore(Function<Request, RecordedAnswer> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** InfluxDB 2.9.1 with {@code onWrite} behind it. */
    static ScriptedStore influx2(Function<Request, RecordedAnswer> onWrite) {
        return ofVersion("v2.9.1", 401, onWrite);
    }

    static ScriptedStore ofVersion(String version, int buckets, Function<Request, RecordedAnswer> onOther) {
        return new ScriptedStore(request -> switch (request.path()) {
            case "/ping" -> new RecordedAnswer(204, java.util.Map.of("X-Influxdb-Version", version), "");
            case "/api/v2/buckets" -> new RecordedAnswer(buckets, java.util.Map.of(), "");
            default -> onOther.apply(request);
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
        requests.add(request);
        RecordedAnswer answer = script.apply(request);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI url() {
        return url("127.0.0.1");
    }

    URI url(String host) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort());
    }

    StoreAddress address() {
        return new StoreAddress(url(), "TOKEN", "haorg", "ha");
    }

    /** Those that wrote. */
    List<Request> writes() {
        return requests.stream()
                .filter(request -> request.path().endsWith("/write"))
                .toList();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
