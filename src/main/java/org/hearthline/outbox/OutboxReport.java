package org.hearthline.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hearthline.health.FlowCounters;

/** What waits in the outbox, and how long there is room: the answer of {@code GET /api/v1/outbox}. Any thread. */
public final class OutboxReport {
    private static final Duration OBSERVED = Duration.ofMinutes(5);
    /** Beyond that, five minutes foretell nothing. */
    private static final Duration FORESEEABLE = Duration.ofDays(30);

    private final Broker broker;
    private final DiskGuard guard;
    private final FlowCounters counters;
    private final Clock clock;
    private volatile long waitingFrames;
    private volatile Duration ageWhenSampled = Duration.ZERO;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long bytes) {}

    public OutboxReport(Broker broker, DiskGuard guard, FlowCounters counters, Clock clock) {
        this.broker = broker;
        this.guard = guard;
        this.counters = counters;
        this.clock = clock;
    }

    /** Bytes of all frames that wait. */
    public long bytes() {
        return depths().values().stream().mapToLong(Broker.Depth::bytes).sum();
    }

    /** Of the oldest frame that waits. */
    public Duration age() {
        return oldest(depths().values());
    }

    private static Duration oldest(Collection<Broker.Depth> depths) {
        return depths.stream().map(Broker.Depth::age).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** How many frames waited when somebody looked last, which costs nothing. */
    public long waitingFrames() {
        return waitingFrames;
    }

    /** How old the oldest frame was when somebody looked last, which costs nothing. */
    public Duration ageWhenSampled() {
        return ageWhenSampled;
    }

    /** Remembers how much there is. About once a second. */
    public synchronized void sample() {
        Instant now = clock.instant();
        Collection<Broker.Depth> depths = depths().values();
        ageWhenSampled = oldest(depths);
        waitingFrames = depths.stream().mapToLong(Broker.Depth::messages).sum();
        samples.addLast(
                new Sample(now, depths.stream().mapToLong(Broker.Depth::bytes).sum()));
        while (samples.getFirst().at.isBefore(now.minus(OBSERVED))) {
            samples.removeFirst();
        }
    }

    /**
     * When there is no room any more if it goes on as in the last five minutes; empty while the outbox does not grow, or has
     * room for more than 30 days.
     */
    public synchronized OptionalLong secondsUntilFull() {
        if (samples.size() < 2) {
            return OptionalLong.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = Math.max(1, Duration.between(first.at, last.at).toMillis() / 1000.0);
        double perSecond = (last.bytes - first.bytes) / seconds;
        double left = perSecond < 1 ? Double.MAX_VALUE : guard.room() / perSecond;
        return left > FORESEEABLE.toSeconds() ? OptionalLong.empty() : OptionalLong.of((long) left);
    }

    public Map<String, Object> read() {
        Map<String, Broker.Depth> depths = depths();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("events", counters.read().inOutbox());
        answer.put(
                "frames",
                depths.values().stream().mapToLong(Broker.Depth::messages).sum());
        answer.put(
                "bytes", depths.values().stream().mapToLong(Broker.Depth::bytes).sum());
        answer.put("oldest_age_seconds", oldest(depths.values()).toSeconds());
        answer.put("recovered_after_crash", broker.recovered());
        answer.put("room_bytes", guard.room());
        answer.put("disk_free_bytes", guard.freeBytes());
        secondsUntilFull().ifPresent(seconds -> answer.put("full_in_seconds", seconds));
        List<Map<String, Object>> partitions = new ArrayList<>();
        depths.forEach((queue, depth) -> partitions.add(describe(queue, depth)));
        answer.put("partitions", partitions);
        return answer;
    }

    private static Map<String, Object> describe(String queue, Broker.Depth depth) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("queue", queue);
        form.put("frames", depth.messages());
        form.put("bytes", depth.bytes());
        form.put("oldest_age_seconds", depth.age().toSeconds());
        return form;
    }

    private Map<String, Broker.Depth> depths() {
        Map<String, Broker.Depth> depths = new LinkedHashMap<>();
        broker.partitions().forEach(queue -> depths.put(queue, broker.depth(queue)));
        return depths;
    }
}
