package org.hearthline.storage;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Rejection;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Dependency;
import org.hearthline.health.StageCounters;
import org.hearthline.health.Status;
import org.hearthline.storage.WriteOutcome.Misconfigured;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Throttled;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.hearthline.storage.WriteOutcome.Written;

/**
 * Stores frames: the bean of route {@code storage-write}. Answers when the store has acknowledged the write. An event whose
 * point the store refuses is a rejection among the others; anything else that goes wrong leaves the whole frame to be tried
 * again. Any thread.
 */
public final class FrameWriter implements Dependency {
    private static final String STAGE = "storage";
    private static final String STEP = "storage-write";
    private static final Duration WHEN_MISCONFIGURED = Duration.ofSeconds(60);

    private final StoreWriter store;
    private final LineEncoder encoder = new LineEncoder();
    private final WeatherLine weatherLine = new WeatherLine();
    private final WriteMeter meter = new WriteMeter();
    private final StageCounters counters = new StageCounters();
    private final FramesUnderway underway = new FramesUnderway();
    private final StoreHealth health;

    FrameWriter(StoreWriter store, Clock clock) {
        this.store = store;
        this.health = new StoreHealth(store, clock);
    }

    /**
     * Writes the frame's events.
     *
     * @throws TransientFailure when the store is away, asks for a pause, or is not set up: nothing may be taken as stored
     */
    public Delivery write(Frame frame) {
        if (frame.isEmpty()) {
            return frame.settle(Delivery.NOTHING);
        }
        long start = System.nanoTime();
        Map<Integer, String> refused = underway.refused(frame, () -> refusedOf(frame));
        int written = frame.size() - refused.size();
        meter.count(written, refused.size(), System.nanoTime() - start);
        counters.settled(written, 0, refused.size());
        return frame.settle(new Delivery(written, 0, rejections(frame.events(), refused)));
    }

    private Map<Integer, String> refusedOf(Frame frame) {
        try {
            WriteOutcome outcome = store.write(encoder.encode(frame.events()));
            health.saw(outcome);
            return outcome.fold(new Refused());
        } catch (TransientFailure e) {
            counters.retried();
            throw e;
        }
    }

    /**
     * Writes an observation into measurement {@code weather}; one without time or readings is left out.
     *
     * @throws TransientFailure as {@link #write(Frame)}
     */
    void write(String house, Observation observation) {
        Lines line = weatherLine.encode(house, observation);
        if (line.size() > 0) {
            WriteOutcome outcome = store.write(line);
            health.saw(outcome);
            outcome.fold(new Refused());
        }
    }

    private static List<Rejection> rejections(List<Event> events, Map<Integer, String> refused) {
        List<Rejection> rejections = new ArrayList<>(refused.size());
        refused.forEach((index, words) -> {
            Fault fault = new Fault(
                    ErrorCode.REFUSED_BY_STORE, "The store refuses this point: " + words, Map.of("issue", words));
            rejections.add(new Rejection(index, events.get(index).id(), STAGE, STEP, fault));
        });
        return rejections;
    }

    /** Asks the store whether it would take events, and remembers the answer as its status. Does I/O: up to 10 s. */
    public Status check() {
        health.saw(store.check());
        return health.status();
    }

    /** What became of the events of frames. */
    public StageCounters counters() {
        return counters;
    }

    public WriteStats stats() {
        return meter.stats();
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Status status() {
        return health.status();
    }

    /** The lines that were refused; a failure where nothing is certain. */
    private static final class Refused implements WriteOutcome.Cases<Map<Integer, String>> {
        @Override
        public Map<Integer, String> written(Written outcome) {
            return Map.of();
        }

        @Override
        public Map<Integer, String> partlyRejected(PartlyRejected outcome) {
            return outcome.words();
        }

        @Override
        public Map<Integer, String> throttled(Throttled outcome) {
            throw new TransientFailure(ErrorCode.UNAVAILABLE, outcome.reason(), outcome.retryAfter(), null);
        }

        @Override
        public Map<Integer, String> unavailable(Unavailable outcome) {
            throw new TransientFailure(ErrorCode.UNAVAILABLE, outcome.reason(), outcome.retryAfter(), null);
        }

        @Override
        public Map<Integer, String> misconfigured(Misconfigured outcome) {
            throw new TransientFailure(ErrorCode.UNAVAILABLE, outcome.advice(), WHEN_MISCONFIGURED, null);
        }
    }
}
