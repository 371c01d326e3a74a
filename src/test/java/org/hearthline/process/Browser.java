package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A headless Chromium with one tab, spoken to by its DevTools protocol. What the page logs, asks for and fails at is kept.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            "--window-size=1280,1600",
            "about:blank");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int lastId;

    private Browser(Process process, URI tab) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(tab, new Listener())
                .join();
        List.of("Page", "Runtime", "Log", "Network").forEach(domain -> call(domain + ".enable"));
    }

    /** Without Chromium the test is skipped, and in CI it fails. */
    static Browser open(Path folder) throws IOException {
        Path profile = Files.createDirectories(folder.resolve("profile"));
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(chromium().toString(), "--user-data-dir=" + profile), OPTIONS.stream())
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.out").toFile())
                .start();
        try {
            Path portFile = profile.resolve("DevToolsActivePort");
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(portFile)
                            && Files.readAllLines(portFile).size() == 2);
            URI tabs = URI.create(
                    "http://127.0.0.1:" + Files.readAllLines(portFile).get(0) + "/json/list");
            return new Browser(
                    process,
                    await().atMost(PATIENCE)
                            .until(() -> tab(tabs), Optional::isPresent)
                            .get());
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Optional<URI> tab(URI tabs) throws IOException {
        for (JsonNode tab : MAPPER.readTree(HearthlineProcess.get(tabs).body())) {
            if (tab.path("type").asText().equals("page")) {
                return Optional.of(URI.create(tab.path("webSocketDebuggerUrl").asText()));
            }
        }
        return Optional.empty();
    }

    private static Path chromium() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = "No chromium on the PATH: install Debian's package 'chromium' to test the page";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            abort(missing);
        }
        return found.orElseThrow();
    }

    void goTo(URI address) {
        call("Page.navigate", "url", address.toString());
    }

    /** The value of an expression of JavaScript, as text. */
    String evaluate(String expression) {
        JsonNode answer = call("Runtime.evaluate", "expression", "String(" + expression + ")");
        assertThat(answer.has("exceptionDetails")).as(answer.toString()).isFalse();
        return answer.at("/result/value").asText();
    }

    /** Every address that the page has asked for. */
    List<String> requests() {
        return requests;
    }

    /** Errors and warnings on the console, exceptions, failed requests. */
    List<String> complaints() {
        return complaints;
    }

    void screenshot(Path file) throws IOException {
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot").path("data").asText()));
    }

    void dark(boolean on) {
        ObjectNode parameters = MAPPER.createObjectNode();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", on ? "dark" : "light");
        call("Emulation.setEmulatedMedia", parameters);
    }

    void width(int pixels) {
        call(
                "Emulation.setDeviceMetricsOverride",
                MAPPER.createObjectNode()
                        .put("width", pixels)
                        .put("height", 1600)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    private JsonNode call(String method) {
        return call(method, MAPPER.createObjectNode());
    }

    private JsonNode call(String method, String name, String value) {
        return call(method, MAPPER.createObjectNode().put(name, value));
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = ++lastId;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " has no answer", e);
        }
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            answers.remove(message.get("id").asInt()).complete(message.path("result"));
            return;
        }
        JsonNode parameters = message.path("params");
        switch (message.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requests.add(parameters.at("/request/url").asText());
            case "Network.loadingFailed" -> complaints.add("failed: " + parameters);
            case "Runtime.exceptionThrown" -> complaints.add("exception: " + parameters);
            case "Log.entryAdded" -> complain(parameters.at("/entry/level").asText(), parameters);
            case "Runtime.consoleAPICalled" -> complain(parameters.path("type").asText(), parameters);
            default -> {}
        }
    }

    private void complain(String level, JsonNode what) {
        if (List.of("error", "warning", "assert").contains(level)) {
            complaints.add(level + ": " + what);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    /** Joins the pieces of each message. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                try {
                    received(MAPPER.readTree(message));
                } catch (IOException e) {
                    complaints.add("unreadable: " + message);
                }
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
