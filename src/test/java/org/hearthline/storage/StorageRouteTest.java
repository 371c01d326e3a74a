package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.hearthline.storage.WriteOutcome.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route file as it is, over a store that only pretends. */
class StorageRouteTest {
    private static final UUID KNOWN = UUID.fromString("4d605e9d-9864-5ce9-85df-741601794366");

    private final FakeStore store = new FakeStore();
    private final FakeRows rows = new FakeRows();
    private final Main main = new Main();
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        main.configure()
                .withRoutesIncludePattern("classpath:routes/errors.camel.yaml,classpath:routes/storage.camel.yaml");
        main.addInitialProperty("stage.storage", "true");
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.addInitialProperty("camel.main.shutdownTimeout", "5");
        FrameWriter frameWriter = new FrameWriter(store, Clock.systemUTC());
        main.bind("frameWriter", frameWriter);
        main.bind("weatherWriter", new WeatherWriter("home", frameWriter));
        main.bind("eventQueries", new EventQueries(new StoredEvents(rows), Clock.systemUTC()));
        main.bind("json", (Processor) exchange -> exchange.getMessage().removeHeaders("*"));
        main.bind("problem", (Processor) StorageRouteTest::problem);
        main.bind("deliveryFailure", (Processor) exchange -> {});
        main.bind("deliveries", new Object());
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void answersAFrame() throws Exception {
        assertThat(write()).isEqualTo(new Delivery(2, 0, List.of()));
    }

    @Test
    void writesAnObservation() throws Exception {
        Observation observation = new Observation(
                Observation.Availability.FRESH, 3.5, null, null, null, null, Instant.EPOCH, "open-meteo");

        main.getCamelTemplate().sendBody("direct:storage-weather", observation);

        assertThat(store.writes).isEqualTo(1);
    }

    @Test
    void sparesAStoreThatIsAway() throws Exception {
        store.outcome = new Unavailable("The store is away", null);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::write).hasRootCauseInstanceOf(TransientFailure.class);
        }
        assertThat(store.writes).isEqualTo(5);
        assertThatThrownBy(this::write).hasRootCauseInstanceOf(CallNotPermittedException.class);
        assertThat(store.writes).isEqualTo(5);
    }

    @Test
    void refusedEventsNeverOpenTheBreaker() throws Exception {
        store.outcome = new PartlyRejected(Map.of(0, "no", 1, "no"));
        for (int i = 0; i < 20; i++) {
            assertThat(write().rejected()).hasSize(2);
        }

        store.outcome = new Written();
        assertThat(write().accepted()).isEqualTo(2);
    }

    @Test
    void aDefectIsNoSuccess() {
        store.defect = new IllegalStateException("a defect");

        assertThatThrownBy(this::write).hasRootCause(store.defect);
    }

    @Test
    void goesOnWhenTheStoreIsBack() {
        store.outcome = new Unavailable("The store is away", null);
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(this::write).isInstanceOf(CamelExecutionException.class);
        }

        store.outcome = new Written();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(write().accepted()).isEqualTo(2));
    }

    @Test
    void answersQueries() throws Exception {
        HttpResponse<String> answer = get("/storage/api/v1/events?limit=1&entity_id=a&entity_id=b", "GET");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new ObjectMapper()
                        .readTree(answer.body())
                        .at("/events/0/state")
                        .asText())
                .isEqualTo("[a, b] 2");
    }

    @Test
    void aWrongParameterIsTheCallersProblem() throws Exception {
        HttpResponse<String> answer = get("/storage/api/v1/events?limit=0", "GET");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Out of range: 0");
    }

    @Test
    void answersOneEvent() throws Exception {
        HttpResponse<String> answer = get("/storage/api/v1/events/" + KNOWN, "GET");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"event_id\":\"" + KNOWN + "\",\"timestamp\":\"2026-08-19T20:01:19.123456014Z\","
                        + "\"state\":\"on\",\"attributes\":{\"a\":1},\"value\":1.0}");
    }

    @Test
    void anEventThatIsNotThereIsNotFound() throws Exception {
        assertThat(get("/storage/api/v1/events/" + UUID.randomUUID(), "GET").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatACallerAsksWronglyNeverOpensTheBreaker() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(get("/storage/api/v1/events?limit=0", "GET").statusCode())
                    .isEqualTo(400);
            assertThat(get("/storage/api/v1/events/" + UUID.randomUUID(), "GET").statusCode())
                    .isEqualTo(404);
        }

        assertThat(get("/storage/api/v1/events?limit=1", "GET").statusCode()).isEqualTo(200);
    }

    @Test
    void asksNoMoreOfAStoreThatIsAway() throws Exception {
        rows.away = true;
        for (int i = 0; i < 5; i++) {
            assertThat(get("/storage/api/v1/events", "GET").statusCode()).isEqualTo(503);
        }
        int asked = rows.asked;
        assertThat(get("/storage/api/v1/events", "GET").statusCode()).isEqualTo(503);

        assertThat(asked).isEqualTo(5);
        assertThat(rows.asked).isEqualTo(asked);
    }

    @Test
    void sparesAStoreThatCannotTakeTheWeather() {
        store.outcome = new Unavailable("The store is away", null);
        Observation observation = new Observation(
                Observation.Availability.FRESH, 3.5, null, null, null, null, Instant.EPOCH, "open-meteo");

        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> main.getCamelTemplate().sendBody("direct:storage-weather", observation))
                    .isInstanceOf(CamelExecutionException.class);
        }

        assertThat(store.writes).isEqualTo(5);
    }

    @Test
    void takesNothingButQuestionsAtThatDoor() throws Exception {
        assertThat(get("/storage/api/v1/events/" + KNOWN, "DELETE").statusCode())
                .isEqualTo(405);
    }

    private static void problem(Exchange exchange) {
        if (!(exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof Rejected rejected)) {
            exchange.getMessage().setBody("away");
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 503);
            return;
        }
        exchange.getMessage().setBody(rejected.fault().details().toString());
        exchange.getMessage()
                .setHeader(Exchange.HTTP_RESPONSE_CODE, rejected.fault().code().httpStatus());
    }

    private Delivery write() throws Exception {
        Frame frame = TestEvents.frame(TestEvents.sensors(2));
        return main.getCamelTemplate().requestBody("direct:storage", frame, Delivery.class);
    }

    private HttpResponse<String> get(String path, String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static final class FakeStore implements StoreWriter {
        private volatile WriteOutcome outcome = new Written();
        private volatile RuntimeException defect;
        private volatile int writes;

        @Override
        public synchronized WriteOutcome write(Lines lines) {
            writes++;
            if (defect != null) {
                throw defect;
            }
            return outcome;
        }

        @Override
        public WriteOutcome check() {
            return outcome;
        }

        @Override
        public String shown() {
            return "a fake store";
        }

        @Override
        public void close() {}
    }

    private static final class FakeRows implements EventRows {
        private volatile boolean away;
        private volatile int asked;

        @Override
        public synchronized List<StoredEvent> newest(EventQuery query) {
            asked++;
            if (away) {
                throw new TransientFailure("The store is away", null);
            }
            String asked = query.filter().entityIds().stream().sorted().toList() + " " + query.limit();
            return List.of(new StoredEvent(1, "id", Map.of("state", asked)));
        }

        @Override
        public List<StoredEvent> oldest(EventQuery query) {
            throw new AssertionError("nobody asks for the oldest here");
        }

        @Override
        public List<StoredEvent> latest(Collection<String> entityIds) {
            throw new AssertionError("nobody asks for entities here");
        }

        @Override
        public List<StoredEvent> withId(UUID eventId) {
            if (!eventId.equals(KNOWN)) {
                return List.of();
            }
            Map<String, Object> values = new java.util.LinkedHashMap<>();
            values.put("state", "on");
            values.put("attrs", "{\"a\":1}");
            values.put("value", 1.0);
            return List.of(new StoredEvent(1787169679123456014L, eventId.toString(), values));
        }
    }
}
