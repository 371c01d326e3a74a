package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;
import org.hearthline.cli.DeadLettersTerminal;
import org.hearthline.deadletter.DeadLetter;
import org.hearthline.deadletter.DeadLetters;
import org.hearthline.deadletter.LetterBounds;
import org.hearthline.deadletter.LetterBroker;
import org.hearthline.deadletter.LetterNumbers;
import org.hearthline.deadletter.LetterReader;
import org.hearthline.deadletter.LetterSamples;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.http.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route file as it is over a real broker, asked over HTTP and by the command line. */
class DeadLetterApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/ingestion/api/v1/dead-letters";

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final LetterNumbers numbers = new LetterNumbers(clock);
    private final LetterSamples samples = new LetterSamples(numbers, clock);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Main main = new Main();
    private LetterBroker broker;
    private DeadLetters letters;
    private DeadLetterWiring wiring;
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        broker = new LetterBroker(folder);
        EventReader reader = new EventReader("ingestion", "home", "test", new EventParser(Set.of()), clock);
        letters = new DeadLetters(
                broker.connections(),
                LetterBroker.LETTERS,
                broker::letters,
                numbers,
                new LetterReader(reader, event -> event),
                (session, event, head) -> session.createProducer(session.createQueue(LetterBroker.OUTBOX))
                        .send(session.createTextMessage(event.id().toString())),
                new LetterBounds(1 << 20, Duration.ofDays(30)),
                clock);
        wiring = new DeadLetterWiring(letters, timer, meters);
        main.configure()
                .withRoutesIncludePattern(
                        "classpath:routes/errors.camel.yaml,classpath:routes/dead-letters.camel.yaml");
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.addInitialProperty("camel.main.shutdownTimeout", "5");
        main.bind("problem", new ProblemProcessor(new Problem(clock)));
        main.bind("deliveryFailure", (Processor) exchange -> {});
        main.bind("deliveries", new Object());
        main.bind("jms", JmsComponent.jmsComponentTransacted(broker.connections()));
        main.configure().addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext camel) {
                wiring.bind(camel.getRegistry());
            }
        });
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        wiring.close();
        timer.shutdownNow();
        broker.close();
    }

    private DeadLetter keep(String entityId) {
        DeadLetter letter = samples.refused(entityId);
        letters.keep(List.of(letter));
        return letter;
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH + path))
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ok(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    private void assertRefused(int status, String method, String path, String body, String words) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(MAPPER.readTree(answer.body()).path("success").asBoolean(true))
                .isFalse();
        assertThat(answer.body()).contains(words);
    }

    @Test
    void listsAndShows() throws Exception {
        DeadLetter letter = keep("sensor.a");
        keep("sensor.b");

        JsonNode page = ok("GET", "?limit=1&entity_id=sensor.a&reason=refused_by_store", "");
        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(page.path("next_cursor").isNull()).isTrue();
        assertThat(page.at("/dead_letters/0/id").asText())
                .isEqualTo(letter.head().id());
        assertThat(page.at("/dead_letters/0/event").isMissingNode()).isTrue();
        JsonNode first = ok("GET", "?limit=1", "");
        JsonNode second =
                ok("GET", "?limit=1&cursor=" + first.path("next_cursor").asText(), "");
        assertThat(second.at("/dead_letters/0/id").asText())
                .isEqualTo(letter.head().id());
        JsonNode shown = ok("GET", "/" + letter.head().id(), "");
        assertThat(shown.at("/error/message").asText()).isEqualTo("partial write: field type conflict");
        assertThat(shown.at("/event/event_id").asText()).isEqualTo(letter.head().eventId());
    }

    @Test
    void exportsLines() throws Exception {
        keep("sensor.a");
        keep("sensor.b");

        HttpResponse<String> answer = send("GET", "/export", "");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.body().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(MAPPER.readTree(line)
                                .at("/event/data/data/entity_id")
                                .asText())
                        .startsWith("sensor."));
    }

    @Test
    void replays() throws Exception {
        DeadLetter letter = keep("sensor.a");
        letters.keep(List.of(samples.unreadable("{}")));

        assertThat(ok("POST", "/replay", "{\"ids\":[\"" + letter.head().id() + "\"]}")
                        .path("replayed")
                        .asInt())
                .isEqualTo(1);
        JsonNode rest = ok("POST", "/replay", "{\"all\":true}");
        assertThat(rest.path("replayed").asInt()).isZero();
        assertThat(rest.path("not_replayed").asInt()).isEqualTo(1);
        assertThat(rest.at("/reasons/0/reason").asText()).startsWith("Still no event: event_type");
        assertThat(broker.messages(LetterBroker.OUTBOX)).isEqualTo(1);
        assertThat(meters.get("hearthline.dead.letters.replayed")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void purgesWhenConfirmed() throws Exception {
        DeadLetter one = keep("sensor.a");
        keep("sensor.b");
        keep("sensor.c");

        assertRefused(400, "DELETE", "?all=true", "", "would delete 3 dead letters");
        assertThat(ok("DELETE", "/" + one.head().id(), "").path("purged").asInt())
                .isEqualTo(1);
        assertThat(ok("DELETE", "?confirm=true&reason=REFUSED_BY_STORE&limit=1", "")
                        .path("purged")
                        .asInt())
                .isEqualTo(1);
        assertThat(ok("DELETE", "?confirm=true", "{\"all\":true}")
                        .path("purged")
                        .asInt())
                .isEqualTo(1);
        assertThat(broker.messages(LetterBroker.LETTERS)).isZero();
        assertThat(meters.get("hearthline.dead.letters").gauge().value()).isZero();
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        assertRefused(400, "GET", "?limit=1001", "", "from 1 to 1000");
        assertRefused(400, "GET", "?cursor=x", "", "next_cursor");
        assertRefused(400, "GET", "?reason=bad", "", "REFUSED_BY_STORE");
        assertRefused(400, "GET", "/abc", "", "digits");
        assertRefused(404, "GET", "/17", "", "No dead letter");
        assertRefused(404, "DELETE", "/17", "", "No dead letter");
        assertRefused(400, "POST", "/replay", "", "Empty");
        assertRefused(400, "POST", "/replay", "{", "line 1");
        assertRefused(400, "POST", "/replay", "{}", "Does not say which");
        assertRefused(400, "POST", "/replay", "{\"all\":true,\"reason\":\"TIMEOUT\"}", "several ways");
        assertRefused(400, "POST", "/replay", "{\"ids\":[\"x\"]}", "digits");
        assertRefused(400, "POST", "/replay", "{\"everything\":true}", "Unknown");
        assertRefused(400, "DELETE", "", "", "Does not say which");
        assertRefused(400, "DELETE", "?all=true&confirm=true", "{\"ids\":[\"1\"]}", "so does the query");
    }

    @Test
    void aLetterThatARouteSendsIsTheSame() throws Exception {
        DeadLetter letter = samples.refused("sensor.route");
        main.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:letters").split(body()).process("letterMessage").to("jms:queue:" + LetterBroker.LETTERS);
            }
        });

        main.getCamelTemplate().sendBody("direct:letters", List.of(letter));

        assertThat(letters.find(letter.head().number())).contains(letter);
    }

    @Test
    void theCommandLineDoesAllOfIt() throws Exception {
        DeadLetter letter = keep("sensor.a");
        keep("sensor.b");
        letters.keep(List.of(samples.unreadable("{}")));
        DeadLettersTerminal terminal = new DeadLettersTerminal("http://127.0.0.1:" + port + "/ingestion");

        assertThat(terminal.execute("list")).isZero();
        assertThat(terminal.out()).contains("sensor.a", "REFUSED_BY_STORE", "3 of 3");
        assertThat(terminal.execute("list", "--json", "--entity", "sensor.a")).isZero();
        assertThat(MAPPER.readTree(terminal.out()).path("total").asInt()).isEqualTo(1);
        assertThat(terminal.execute("show", letter.head().id())).isZero();
        assertThat(terminal.out()).contains("partial write: field type conflict");
        assertThat(terminal.execute("show", "17")).isEqualTo(1);
        assertThat(terminal.err()).contains("No dead letter has the id 17");
        assertThat(terminal.execute("export")).isZero();
        assertThat(terminal.out().lines()).hasSize(3);
        assertThat(terminal.execute("replay", "--all")).isEqualTo(1);
        assertThat(terminal.out()).contains("2 dead letters replayed, 1 stay.");
        assertThat(terminal.execute("purge", "--all")).isEqualTo(2);
        assertThat(terminal.err()).contains("--yes");
        assertThat(terminal.execute("purge", "--all", "--yes", "--json")).isZero();
        assertThat(MAPPER.readTree(terminal.out()).path("purged").asInt()).isEqualTo(1);
        assertThat(terminal.execute("list")).isZero();
        assertThat(terminal.out()).contains("No dead letters.");
        assertThat(terminal.execute("replay")).isEqualTo(2);
    }

    @Test
    void theCommandLineSaysWhenNobodyAnswers() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        DeadLettersTerminal terminal = new DeadLettersTerminal("http://127.0.0.1:" + port);

        assertThat(terminal.execute("list")).isEqualTo(1);
        assertThat(terminal.err()).contains("No Hearthline answers", "--url");
    }
}
