package org.hearthline.health;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToDoubleFunction;

/**
 * The circuit breakers of the routes, by the id of their step: what they let through, what they refuse, and since when. For
 * Prometheus ({@code hearthline.circuit.breaker.*}, tag {@code breaker}) and as JSON. The counts go on when a route is loaded
 * anew; its breaker begins closed then. Any thread.
 */
public final class Breakers {
    private static final List<String> STATES = List.of("closed", "half_open", "open");

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final Map<String, WatchedBreaker> watched = new ConcurrentSkipListMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    public Breakers(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        registry.getEventPublisher()
                .onEntryAdded(event -> add(event.getAddedEntry()))
                .onEntryReplaced(event -> add(event.getNewEntry()));
    }

    /** Where routes get their breakers from: Camel finds it by its type. */
    public CircuitBreakerRegistry registry() {
        return registry;
    }

    /** Each breaker by name: {@code {"state","since","calls","failures","refused"}}; counts since the process started. */
    public Map<String, Object> report() {
        Map<String, Object> report = new ConcurrentSkipListMap<>();
        watched.forEach((name, breaker) -> report.put(name, breaker.report()));
        return report;
    }

    private void add(CircuitBreaker breaker) {
        watched.computeIfAbsent(breaker.getName(), this::measured).follow(breaker);
    }

    private WatchedBreaker measured(String name) {
        WatchedBreaker breaker = new WatchedBreaker(clock);
        Gauge.builder("hearthline.circuit.breaker.state", breaker, one -> STATES.indexOf(one.state()))
                .tag("breaker", name)
                .description("0 closed, 1 half open: one call is let through to try, 2 open")
                .register(meters);
        count(name, "calls", "Calls that were let through", breaker, WatchedBreaker::calls);
        count(name, "failures", "Of those, calls that failed", breaker, WatchedBreaker::failures);
        count(name, "refused", "Calls that were not let through", breaker, WatchedBreaker::refused);
        return breaker;
    }

    private void count(
            String name, String what, String words, WatchedBreaker breaker, ToDoubleFunction<WatchedBreaker> count) {
        FunctionCounter.builder("hearthline.circuit.breaker." + what, breaker, count)
                .tag("breaker", name)
                .description(words)
                .register(meters);
    }
}
