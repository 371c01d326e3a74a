package org.hearthline.health;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One circuit breaker, and the ones of the same name before it. Any thread. */
final class WatchedBreaker {
    private final Clock clock;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile Standing standing;

    private record Standing(String state, Instant since) {}

    WatchedBreaker(Clock clock) {
        this.clock = clock;
        this.standing = new Standing("closed", clock.instant());
    }

    void follow(CircuitBreaker breaker) {
        enter(breaker.getState());
        breaker.getEventPublisher()
                .onSuccess(event -> calls.increment())
                .onError(event -> {
                    failures.increment();
                    calls.increment();
                })
                .onCallNotPermitted(event -> refused.increment())
                .onStateTransition(event -> enter(event.getStateTransition().getToState()));
    }

    private void enter(State state) {
        String name = switch (state) {
            case OPEN, FORCED_OPEN -> "open";
            case HALF_OPEN -> "half_open";
            default -> "closed";
        };
        if (!name.equals(standing.state)) {
            standing = new Standing(name, clock.instant());
        }
    }

    /** As metrics name it: closed, half_open or open. */
    String state() {
        return standing.state;
    }

    long calls() {
        return calls.sum();
    }

    long failures() {
        return failures.sum();
    }

    long refused() {
        return refused.sum();
    }

    Map<String, Object> report() {
        Standing now = standing;
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("state", now.state);
        report.put("since", now.since.toString());
        report.put("calls", calls());
        report.put("failures", failures());
        report.put("refused", refused());
        return report;
    }
}
