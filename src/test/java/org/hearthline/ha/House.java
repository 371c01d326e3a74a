package org.hearthline.ha;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.hearthline.config.Secret;
import org.hearthline.event.EventData;
import org.hearthline.event.EventParser;
import org.hearthline.event.JsonSlice;

/** A connection with short waits, and what comes out of it. */
final class House implements AutoCloseable, HouseListener {
    static final HaSettings.Timing SHORT = new HaSettings.Timing(
            Duration.ofMillis(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(10));
    static final HaSettings.Limits ROOMY = new HaSettings.Limits(500, 1 << 20, 64L << 20, 64 << 20);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService thread = Executors.newFixedThreadPool(2);
    private final HaConnection connection;
    final List<HaBatch> batches = new CopyOnWriteArrayList<>();
    final List<EventData> events = new CopyOnWriteArrayList<>();
    final List<JsonSlice> configs = new CopyOnWriteArrayList<>();
    final List<JsonSlice> snapshots = new CopyOnWriteArrayList<>();
    final Map<RegistryKind, String> registries = new ConcurrentHashMap<>();
    final Map<RegistryKind, AtomicInteger> readings = new ConcurrentHashMap<>();
    final Map<RegistryKind, String> unavailable = new ConcurrentHashMap<>();

    private House(HaSettings settings, BatchSink sink) {
        BatchSink recording = batch -> {
            if (!sink.take(batch)) {
                return false;
            }
            batches.add(batch);
            events.addAll(batch.events());
            return true;
        };
        connection = new HaConnection(
                vertx,
                settings,
                new EventParser(Set.of("access_token", "entity_picture")),
                this,
                new Random(1),
                Clock.systemUTC());
        connection.start(thread, recording);
    }

    static HaSettings settings(String url) {
        return new HaSettings(
                HaUrl.parse(url), new Secret(FakeHomeAssistant.TOKEN), Set.of("state_changed"), SHORT, ROOMY, null);
    }

    static House connect(HaSettings settings) {
        return new House(settings, batch -> true);
    }

    static House connect(HaSettings settings, BatchSink sink) {
        return new House(settings, sink);
    }

    static House connect(FakeHomeAssistant house) {
        return connect(settings(house.url()));
    }

    /** The same settings with another token. */
    static HaSettings with(HaSettings all, Secret token) {
        return new HaSettings(all.url(), token, all.eventTypes(), all.timing(), all.limits(), all.trustFile());
    }

    static HaSettings with(HaSettings all, Set<String> eventTypes) {
        return new HaSettings(all.url(), all.token(), eventTypes, all.timing(), all.limits(), all.trustFile());
    }

    static HaSettings with(HaSettings all, HaSettings.Limits limits) {
        return new HaSettings(all.url(), all.token(), all.eventTypes(), all.timing(), limits, all.trustFile());
    }

    static HaSettings with(HaSettings all, UnaryOperator<HaSettings.Timing> change) {
        return new HaSettings(
                all.url(), all.token(), all.eventTypes(), change.apply(all.timing()), all.limits(), all.trustFile());
    }

    static HaSettings.Timing pings(HaSettings.Timing all, Duration interval, Duration timeout) {
        return new HaSettings.Timing(
                all.linger(),
                all.connectTimeout(),
                interval,
                timeout,
                all.reconnectMin(),
                all.reconnectMax(),
                all.authRetry(),
                all.refresh(),
                all.history());
    }

    static HaSettings.Timing lingers(HaSettings.Timing all, Duration linger) {
        return new HaSettings.Timing(
                linger,
                all.connectTimeout(),
                all.pingInterval(),
                all.pingTimeout(),
                all.reconnectMin(),
                all.reconnectMax(),
                all.authRetry(),
                all.refresh(),
                all.history());
    }

    static HaSettings.Timing retriesAuthAfter(HaSettings.Timing all, Duration wait) {
        return new HaSettings.Timing(
                all.linger(),
                all.connectTimeout(),
                all.pingInterval(),
                all.pingTimeout(),
                all.reconnectMin(),
                all.reconnectMax(),
                wait,
                all.refresh(),
                all.history());
    }

    static HaSettings.Timing connectsWithin(HaSettings.Timing all, Duration timeout) {
        return new HaSettings.Timing(
                all.linger(),
                timeout,
                all.pingInterval(),
                all.pingTimeout(),
                all.reconnectMin(),
                all.reconnectMax(),
                all.authRetry(),
                all.refresh(),
                all.history());
    }

    static HaSettings.Timing asksHistoryFor(HaSettings.Timing all, Duration timeout) {
        return new HaSettings.Timing(
                all.linger(),
                all.connectTimeout(),
                all.pingInterval(),
                all.pingTimeout(),
                all.reconnectMin(),
                all.reconnectMax(),
                all.authRetry(),
                all.refresh(),
                timeout);
    }

    HaConnection connection() {
        return connection;
    }

    HaCounters counters() {
        return connection.counters();
    }

    HaState state() {
        return connection.state();
    }

    String detail() {
        return connection.status().detail();
    }

    List<String> states() {
        return events.stream()
                .map(event -> event.newState() == null
                        ? "(removed)"
                        : event.newState().state())
                .toList();
    }

    @Override
    public void states(JsonSlice states) {
        snapshots.add(states);
    }

    @Override
    public void config(JsonSlice config) {
        configs.add(config);
    }

    @Override
    public void registry(RegistryKind kind, JsonSlice entries) {
        registries.put(kind, entries.text());
        readings.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void unavailable(RegistryKind kind, String reason) {
        unavailable.put(kind, reason);
    }

    /** Whether all that was received was handed over. */
    boolean stop() {
        try {
            return connection.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        thread.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
