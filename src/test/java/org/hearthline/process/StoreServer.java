package org.hearthline.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An InfluxDB 2 that outlives the processes that write into it: knows what it stored, in the order in which it came first. */
final class StoreServer implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("entity_id=([^, ]+).*[, ]state=\"([^\"]*)\"");
    private static final String REFUSED = "{\"code\":\"invalid\",\"message\":\"a line is not what this store likes\"}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    /** State → entity. */
    private final Map<String, String> first = new LinkedHashMap<>();

    private volatile int status = 204;

    StoreServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What writes are answered with from now on: 204 stores, 503 is away. Lines with a state that begins with "poison" never are. */
    void answerWith(int now) {
        status = now;
    }

    /** The states that are stored, in the order in which each came first. */
    synchronized List<String> states() {
        return List.copyOf(first.keySet());
    }

    /** Of each entity, the numbers behind the last dash of its states, in order of arrival. */
    synchronized Map<String, List<Integer>> numbersByEntity() {
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        first.forEach((state, entity) -> numbers.computeIfAbsent(entity, e -> new ArrayList<>())
                .add(Integer.parseInt(state.substring(state.lastIndexOf('-') + 1))));
        return numbers;
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (exchange.getRequestURI().getPath().equals("/ping")) {
                exchange.getResponseHeaders().set("X-Influxdb-Version", "v2.9.1");
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            int now = body.isEmpty() ? 204 : status;
            if (now == 204 && body.contains("state=\"poison")) {
                byte[] words = REFUSED.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(400, words.length);
                exchange.getResponseBody().write(words);
                return;
            }
            if (now == 204) {
                keep(body);
            }
            exchange.sendResponseHeaders(now, -1);
        } catch (IOException e) {
            // Who asked has been killed.
        }
    }

    private synchronized void keep(String body) {
        body.lines().forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (found.find()) {
                first.putIfAbsent(found.group(2), found.group(1));
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
