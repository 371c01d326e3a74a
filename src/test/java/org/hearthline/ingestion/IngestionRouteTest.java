package org.hearthline.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Labels;
import org.hearthline.event.SampleEvents;
import org.hearthline.ha.HaBatch;
import org.hearthline.ha.HaEndpoint;
import org.hearthline.ha.HaMonitor;
import org.hearthline.ha.HouseListener;
import org.hearthline.ha.Unreadable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real route file, with the defaults of application.properties, and {@code direct:} in place of the socket. */
final class IngestionRouteTest {
    private static final String TOKEN = "eyJ0.a+b%c/d_e-f=";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Frame> outbox = new CopyOnWriteArrayList<>();
    private final List<Unreadable> refused = new CopyOnWriteArrayList<>();

    /** Stands in for the bean that notes gaps. */
    public static final class GapWatch {
        public void heard(HaBatch batch) {
            assertThat(batch.receivedMicros()).isPositive();
        }
    }

    @BeforeEach
    void startRoute() throws Exception {
        Properties properties = new Properties();
        try (var defaults = IngestionRouteTest.class.getResourceAsStream("/application.properties")) {
            properties.load(defaults);
        }
        properties.setProperty("ha.url", "http://127.0.0.1:1");
        properties.setProperty("ha.token", TOKEN);
        properties.setProperty("outbox.to", "direct:outbox");
        camel.disableJMX();
        camel.getPropertiesComponent().setInitialProperties(properties);
        Labels kitchen = new Labels("Kitchen", null, null, List.of());
        IngestionStats stats = new IngestionStats(Clock.systemUTC());
        camel.getRegistry().bind("labeller", new Labeller("home", () -> null, id -> kitchen, refused::addAll, stats));
        camel.getRegistry().bind("houseListener", HouseListener.NONE);
        camel.getRegistry().bind("gapWatch", new GapWatch());
        camel.getRegistry().bind("haMonitor", new HaMonitor(Clock.systemUTC()));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outbox").process(e -> outbox.add(e.getMessage().getBody(Frame.class)));
            }
        });
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveResource(camel, "classpath:routes/ingestion.camel.yaml"));
        camel.start();
    }

    @AfterEach
    void stopRoute() throws Exception {
        camel.close();
    }

    @Test
    void putsLabelledEventsIntoTheOutbox() throws Exception {
        Event event = SampleEvents.temperature("sensor.stove", "200");
        send(new HaBatch(UUID.randomUUID(), List.of(event.data()), 1, List.of()));
        assertThat(outbox).hasSize(1);
        assertThat(outbox.get(0).events().get(0).area()).isEqualTo("Kitchen");
        assertThat(outbox.get(0).events().get(0).id()).isEqualTo(event.id());
    }

    @Test
    void putsNoEmptyFrameIntoTheOutbox() throws Exception {
        Unreadable broken = new Unreadable(JsonSlice.of("{}"), Fault.invalid("entity_id", "Missing", "string"));
        send(new HaBatch(UUID.randomUUID(), List.of(), 1, List.of(broken)));
        assertThat(refused).containsExactly(broken);
        assertThat(outbox).isEmpty();
    }

    @Test
    void handsTheTokenToTheComponentAsItIs() {
        HaEndpoint endpoint = (HaEndpoint) camel.getRoute("ingestion").getEndpoint();
        assertThat(endpoint.getToken()).isEqualTo(TOKEN);
        assertThat(endpoint.toString()).doesNotContain(TOKEN).doesNotContain("eyJ0");
        assertThat(endpoint.getAuthRetry()).isEqualTo(Duration.ofMinutes(5));
        assertThat(endpoint.getBufferSize()).isEqualTo("64MiB");
        assertThat(endpoint.getConnectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(endpoint.getRefresh()).isEqualTo(Duration.ofSeconds(3));
        assertThat(endpoint.getTrustFile()).isEmpty();
    }

    private void send(HaBatch batch) throws Exception {
        var exchange = camel.getEndpoint("direct:test").createExchange();
        exchange.getMessage().setBody(batch);
        camel.getRoute("ingestion").getProcessor().process(exchange);
        assertThat(exchange.getException()).isNull();
    }
}
