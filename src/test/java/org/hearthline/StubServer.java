package org.hearthline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Somebody whom the pipeline calls over HTTP, on a free port: answers as the test says at that moment, or not at all. */
final class StubServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger held = new AtomicInteger();
    private final HttpServer server;
    private volatile Function<Asked, Says> script;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Status of an answer that never comes: the connection is closed instead. */
    static final int CUT = -1;
    /** Header of an answer whose body ends too early. */
    static final String CUT_SHORT = "X-Cut-Short";

    /**
     * @param headers by name; of several the first
     */
    record Asked(String method, String path, String query, Map<String, String> headers, String body) {}

    record Says(int status, Map<String, String> headers, String body) {
        Says(int status) {
            this(status, Map.of(), "");
        }
    }

    StubServer(Function<Asked, Says> script) {
        this.script = script;
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

    void answer(Function<Asked, Says> from) {
        script = from;
    }

    /** From now on, requests are read and not answered. */
    void hang() {
        gate = new CountDownLatch(1);
    }

    /** Answers go on, those that wait too. */
    void goOn() {
        gate.countDown();
    }

    /** Requests that wait for {@link #goOn()}. */
    int held() {
        return held.get();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            held.incrementAndGet();
            gate.await();
            held.decrementAndGet();
            var uri = exchange.getRequestURI();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Says says = script.apply(new Asked(
                    exchange.getRequestMethod(), uri.getPath(), String.valueOf(uri.getQuery()), headers, body));
            if (says.status() == CUT) {
                return;
            }
            byte[] bytes = says.body().getBytes(UTF_8);
            says.headers().forEach(exchange.getResponseHeaders()::set);
            int promised = says.headers().containsKey(CUT_SHORT) ? bytes.length + 1 : bytes.length;
            exchange.sendResponseHeaders(says.status(), promised == 0 ? -1 : promised);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The caller has given up: that is what a hanging server is for.
        }
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdownNow();
    }
}
