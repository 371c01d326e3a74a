package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.hearthline.event.Place;
import org.hearthline.event.Recordings;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.Timestamps;
import org.hearthline.registry.HouseRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The shells: a real Camel context with a route from {@code ha:events}. */
final class HaComponentTest {
    private final FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION);
    private final CamelContext camel = new DefaultCamelContext();
    private final HaMonitor monitor = new HaMonitor(Clock.systemUTC());
    private final List<HaBatch> batches = new CopyOnWriteArrayList<>();
    private final List<ExchangePattern> patterns = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    @AfterEach
    void closeBoth() throws Exception {
        camel.close();
        house.close();
    }

    @Test
    void handsBatchesToTheRoute() throws Exception {
        start(options());
        await().until(() -> monitor.state() == HaState.SUBSCRIBED);
        house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "21"));
        await().until(() -> batches.size() == 1);
        assertThat(batches.get(0).events().get(0).entityId()).isEqualTo("sensor.kitchen");
        assertThat(batches.get(0).receivedMicros()).isPositive();
        assertThat(patterns).containsExactly(ExchangePattern.InOnly);
    }

    @Test
    void offersABatchAgainWhenTheRouteFails() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger consumer = (Logger) LoggerFactory.getLogger(HaConsumer.class);
        log.start();
        consumer.addAppender(log);
        failing.set(true);
        start(options() + "&reconnectMin=10ms&reconnectMax=20ms");
        await().until(() -> monitor.state() == HaState.SUBSCRIBED);
        house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "21"));
        HaCounters counters = monitor.connection().orElseThrow().counters();
        await().until(() -> counters.retries() >= 2);
        failing.set(false);
        await().until(() -> batches.size() == 1);
        assertThat(batches.get(0).events()).hasSize(1);
        await().untilAsserted(() -> assertThat(log.list)
                .extracting(ILoggingEvent::getLevel)
                .as("told of once, and when it is over")
                .containsExactly(Level.WARN, Level.INFO));
        consumer.detachAppender(log);
    }

    @Test
    void labelsAnewWhenARegistryHasChanged() throws Exception {
        HouseRegistry registry = new HouseRegistry();
        camel.getRegistry().bind("registry", registry);
        start(options() + "&house=#registry&refresh=50ms");
        await().until(() ->
                "Bedroom".equals(registry.labelsOf("light.bed_light").area()));
        house.answer("config/area_registry/list", "[{\"area_id\":\"bedroom\",\"name\":\"Studio\"}]");
        house.socket()
                .event(
                        "area_registry_updated",
                        SampleEvents.fired("area_registry_updated", "{}")
                                .data()
                                .json()
                                .text());
        await().until(() -> "Studio".equals(registry.labelsOf("light.bed_light").area()));
        assertThat(registry.place()).isEqualTo(new Place(52.3731, 4.8922));
    }

    @Test
    void startsWhileTheHouseIsAway() throws Exception {
        int port = house.port();
        house.close();
        start("url=http://127.0.0.1:" + port + "&token=" + FakeHomeAssistant.TOKEN + "&monitor=#monitor");
        await().until(() -> monitor.state() == HaState.BACKOFF);
        assertThat(camel.getStatus().isStarted()).isTrue();
        assertThat(monitor.status().detail()).contains("127.0.0.1:" + port);
    }

    @Test
    void endsItsThreadsAndItsSocketWithTheRoute() throws Exception {
        start(options());
        await().until(() -> monitor.state() == HaState.SUBSCRIBED);
        camel.getRouteController().stopRoute("house");
        assertThat(monitor.state()).isEqualTo(HaState.DISCONNECTED);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("ha-events")));
        camel.getRouteController().startRoute("house");
        await().until(() -> monitor.state() == HaState.SUBSCRIBED);
    }

    @Test
    void connectsBeforeTheRoutesStartAndLosesNothingOfWhatComesMeanwhile() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        camel.addRoutePolicyFactory((context, id, route) -> new RoutePolicySupport() {
            @Override
            public void onStart(Route starting) {
                // Routes start one after the other: this one is first, and waits until the house has been heard.
                if ("first".equals(starting.getId())) {
                    await().until(() -> house.isSubscribed("state_changed"));
                    house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "21"));
                    heard.countDown();
                }
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").routeId("first").startupOrder(1).to("log:first");
            }
        });
        start(options());
        assertThat(heard.getCount()).isZero();
        await().until(() -> batches.size() == 1);
        assertThat(batches.get(0).events().get(0).entityId()).isEqualTo("sensor.kitchen");
    }

    @Test
    void anEndpointConnectsBeforeItsRouteIsMade() throws Exception {
        camel.getRegistry().bind("monitor", monitor);
        ((HaEndpoint) camel.getEndpoint("ha:events?" + options())).connect();
        await().until(() -> house.isSubscribed("state_changed"));
        house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "21"));
        house.socket().roundTrip();
        long heard = Timestamps.micros(Clock.systemUTC().instant());
        List<Long> told = new CopyOnWriteArrayList<>();
        monitor.listen(new ConnectionListener() {
            @Override
            public void subscribed(long atMicros) {
                told.add(atMicros);
            }
        });
        start(options());
        await().until(() -> batches.size() == 1);
        assertThat(batches.get(0).events().get(0).entityId()).isEqualTo("sensor.kitchen");
        assertThat(house.auths()).isEqualTo(1);
        await().until(() -> !told.isEmpty());
        assertThat(told)
                .as("since the house said so, not since that was read")
                .singleElement()
                .satisfies(micros -> assertThat(micros).isLessThanOrEqualTo(heard));
    }

    @Test
    void tellsOfAConnectionThatWasCutBeforeTheRouteHasReadIt() throws Exception {
        camel.getRegistry().bind("monitor", monitor);
        ((HaEndpoint) camel.getEndpoint("ha:events?" + options() + "&reconnectMin=10ms&reconnectMax=20ms")).connect();
        await().until(() -> house.isSubscribed("state_changed"));
        house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "21"));
        house.socket().roundTrip();
        house.socket().close();
        await().until(() -> house.auths() == 2 && house.isSubscribed("state_changed"));
        List<String> told = new CopyOnWriteArrayList<>();
        monitor.listen(new ConnectionListener() {
            @Override
            public void subscribed(long atMicros) {
                told.add("subscribed");
            }

            @Override
            public void lost(String cause, long atMicros) {
                told.add("lost");
            }
        });
        start(options() + "&reconnectMin=10ms&reconnectMax=20ms");
        await().until(() -> told.size() == 3);
        assertThat(told)
                .as("so that what came between is known to be missing")
                .containsExactly("subscribed", "lost", "subscribed");
        // What it brought is handed over, by another thread than the one that tells.
        await().until(() -> !batches.isEmpty());
        assertThat(batches.get(0).events().get(0).entityId()).isEqualTo("sensor.kitchen");
    }

    @Test
    void whatNoRouteHasTakenIsClosedWhenTheContextHasStarted() throws Exception {
        camel.getRegistry().bind("monitor", monitor);
        ((HaEndpoint) camel.getEndpoint("ha:events?" + options())).connect();
        await().until(() -> house.isSubscribed("state_changed"));
        camel.start();
        await().until(() -> monitor.state() == HaState.DISCONNECTED);
        assertThat(monitor.status().detail()).contains("is not started");
    }

    @Test
    void aRouteThatIsNotToStartConnectsToNobody() throws Exception {
        camel.getRegistry().bind("monitor", monitor);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ha:events?" + options())
                        .routeId("house")
                        .autoStartup(false)
                        .to("log:house");
            }
        });
        camel.start();
        assertThat(monitor.connection()).isEmpty();
        camel.getRouteController().startRoute("house");
        await().until(() -> monitor.state() == HaState.SUBSCRIBED);
    }

    @Test
    void whatWasConnectedAheadIsClosedWhenTheContextDoesNotStart() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:broken").routeId("broken").startupOrder(1).process(new Broken());
            }
        });
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger connection = (Logger) LoggerFactory.getLogger(HaConnection.class);
        log.start();
        connection.addAppender(log);
        assertThatThrownBy(() -> start(options())).hasStackTraceContaining("broken on purpose");
        camel.stop();
        await().until(() -> monitor.state() == HaState.DISCONNECTED);
        connection.detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.startsWith("Stopped before the route has started"));
    }

    /** Fails when its route starts, once the house has been connected. */
    private final class Broken extends ServiceSupport implements Processor {
        @Override
        protected void doStart() {
            await().until(() -> house.isSubscribed("state_changed"));
            house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "21"));
            house.socket().roundTrip();
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public void process(Exchange exchange) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void saysHowManyEventsWereNotHandedOverWhenItStopsWhileTheRouteBlocks() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger courier = (Logger) LoggerFactory.getLogger(Courier.class);
        log.start();
        courier.addAppender(log);
        camel.getRegistry().bind("monitor", monitor);
        camel.start();
        CountDownLatch blocked = new CountDownLatch(1);
        try (HaConsumer consumer = new HaConsumer(
                (HaEndpoint) camel.getEndpoint("ha:events?" + options()),
                exchange -> waitAsAFullOutboxDoes(blocked),
                Duration.ofMillis(50))) {
            consumer.start();
            await().until(() -> monitor.state() == HaState.SUBSCRIBED);
            house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "1"));
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
            house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "2"));
            house.socket().event("state_changed", HaConnectionTest.stateChanged("sensor.kitchen", "3"));
            house.socket().roundTrip();
            consumer.stop();
        } finally {
            courier.detachAppender(log);
        }
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("were not handed over");
            assertThat(line.getKeyValuePairs()).singleElement().hasToString("events=\"3\"");
        });
    }

    /** Like the producer of {@code seda:}: ends normally when it is interrupted, with the mark of the interrupt. */
    private static void waitAsAFullOutboxDoes(CountDownLatch blocked) {
        blocked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void showsTheTokenNowhere() throws Exception {
        String secret = "never-to-be-seen";
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try {
            start(options().replace(FakeHomeAssistant.TOKEN, "RAW(" + secret + ")"));
            await().until(() -> monitor.state() == HaState.BACKOFF);
            assertThat(camel.getEndpoints())
                    .allSatisfy(endpoint -> assertThat(endpoint.toString()).doesNotContain(secret));
            assertThat(beans()).isNotEmpty().noneMatch(text -> text.contains(secret));
            assertThat(monitor.status().detail()).contains("refuses the token").doesNotContain(secret);
            // Below INFO, Camel itself logs every URI before it hides anything.
            assertThat(log.list.stream()
                            .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO)
                                    || !event.getLoggerName().startsWith("org.apache.camel"))
                            .toList())
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.getFormattedMessage()).doesNotContain(secret);
                        assertThat(String.valueOf(event.getKeyValuePairs())).doesNotContain(secret);
                    });
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
    }

    @Test
    void saysWhatIsWrongWithItsOptions() {
        assertThatThrownBy(() -> start("url=ftp://house&token=t"))
                .hasStackTraceContaining("expected http://, https://, ws:// or wss://");
        assertThatThrownBy(() -> camel.getEndpoint("ha:states"))
                .hasStackTraceContaining("ha:states: expected ha:events or ha:history");
        assertThatThrownBy(() -> camel.getEndpoint("ha:events?colour=red")).hasStackTraceContaining("colour");
    }

    @Test
    void asksForItsToken() {
        assertThatThrownBy(() -> start("url=http://house&token=")).hasStackTraceContaining("HA_TOKEN");
    }

    /** Every attribute of every MBean of this context, as text. */
    private List<String> beans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> texts = new CopyOnWriteArrayList<>();
        for (ObjectName name :
                server.queryNames(new ObjectName("org.apache.camel:context=" + camel.getName() + ",*"), null)) {
            texts.add(name.toString());
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    server.getAttributes(name, new String[] {attribute.getName()})
                            .forEach(value -> texts.add(value.toString()));
                }
            }
        }
        return texts;
    }

    private String options() {
        return "url=" + house.url() + "&token=" + FakeHomeAssistant.TOKEN + "&monitor=#monitor";
    }

    private void start(String options) throws Exception {
        camel.getRegistry().bind("monitor", monitor);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ha:events?" + options).routeId("house").process(exchange -> {
                    if (failing.get()) {
                        throw new IllegalStateException("The route is broken");
                    }
                    patterns.add(exchange.getPattern());
                    batches.add(exchange.getMessage().getBody(HaBatch.class));
                });
            }
        });
        camel.start();
    }
}
