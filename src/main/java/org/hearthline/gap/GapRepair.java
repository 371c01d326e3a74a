package org.hearthline.gap;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.EventData;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.gap.Gap.End;
import org.hearthline.gap.Gap.State;
import org.hearthline.ha.BatchSink;
import org.hearthline.ha.HistoryWork;
import org.hearthline.ha.HouseHistory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gaps from Home Assistant's history, slice of time by slice of time, all entities of one slice before the next, so that
 * progress is a time and survives a kill. What was sent and not yet noted as progress is sent again: the same events with the
 * same ids. A slice is asked when the recorder has committed it. One thread; {@link #problem} any.
 */
public final class GapRepair implements HistoryWork {
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration REFUSED = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(GapRepair.class);

    private final Gaps gaps;
    private final GapWatch watch;
    private final KnownEntities known;
    private final Settings settings;
    private final HouseClock clock;
    private final Waiter waiter;
    private final Plan plan;
    private final RecorderDelay recorder;
    private final Asker asker;
    private final Resender resender;
    private final Losses losses;
    private final Map<UUID, Pass> passes = new HashMap<>();
    private volatile @Nullable Problem problem;

    /**
     * How gaps are repaired.
     *
     * @param house part of the identity of events
     * @param repair false: gaps are only reported, unless somebody asks for one
     * @param recorderKeeps how far back Home Assistant's recorder remembers
     * @param pause between two questions
     * @param eventTypes that are subscribed to
     */
    public record Settings(
            String house, boolean repair, Duration recorderKeeps, Duration pause, List<String> eventTypes) {
        public Settings {
            eventTypes = List.copyOf(eventTypes);
        }
    }

    /**
     * Why nothing can be repaired now.
     *
     * @param words for people
     */
    record Problem(String words, Instant since) {}

    /** What this process knows of its work at a gap. */
    static final class Pass {
        final Set<String> withRows = new HashSet<>();
        final Set<String> refused = new HashSet<>();
        List<String> ids;

        Pass(List<String> ids) {
            this.ids = List.copyOf(ids);
        }
    }

    public GapRepair(
            Gaps gaps,
            GapWatch watch,
            KnownEntities known,
            AcceptedEvents accepted,
            HouseHistory history,
            Settings settings,
            HouseClock clock,
            Waiter waiter) {
        this.gaps = gaps;
        this.watch = watch;
        this.known = known;
        this.settings = settings;
        this.clock = clock;
        this.waiter = waiter;
        this.plan = new Plan(settings.recorderKeeps, clock);
        this.recorder = new RecorderDelay(history, clock, waiter);
        this.asker = new Asker(history, watch, settings.pause, waiter);
        this.resender = new Resender(settings.house, accepted, gaps, clock, waiter);
        this.losses = new Losses(settings.eventTypes, watch, known);
    }

    @Override
    public void run(BatchSink sink) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            if (!step(sink)) {
                waiter.await(IDLE);
            }
        }
        throw new InterruptedException();
    }

    /** Repairs one slice; false when there is nothing to do now. */
    boolean step(BatchSink sink) throws InterruptedException {
        watch.trySave();
        try {
            for (Gap gap : watch.repairable()) {
                if (advance(gap, sink)) {
                    return true;
                }
            }
        } catch (Rejected no) {
            fail("Home Assistant refuses its history (" + no.fault().message()
                    + "); tried again every 5 minutes. Is 'recorder' or 'default_config' in its configuration?");
            waiter.await(REFUSED);
        } catch (TransientFailure away) {
            LOG.atDebug().addKeyValue("reason", away.getMessage()).log("History does not answer now");
            waiter.await(SECOND);
        } catch (IOException e) {
            fail("The progress of repairs cannot be written to disk (" + e + "): is it full?");
            waiter.await(SECOND);
        }
        return false;
    }

    private boolean advance(Gap waiting, BatchSink sink) throws InterruptedException, IOException {
        if (!settings.repair && !waiting.requested()) {
            return report(waiting);
        }
        End end = waiting.end();
        if (end != null && end.micros() < waiting.fromMicros()) {
            gaps.replace(waiting.id(), plan.turned(waiting, end));
            return true;
        }
        Gap gap = waiting.state() == State.WAITING ? gaps.update(waiting.id(), plan::begin) : waiting;
        Pass pass = passes.computeIfAbsent(gap.id(), id -> new Pass(ids(gap)));
        Optional<Span> next = gap.next().map(span -> asker.slice(span, pass.ids.size()));
        if (next.isEmpty()) {
            return finish(gap, pass, sink);
        }
        if (pass.ids.isEmpty()) {
            passes.remove(gap.id());
            return false; // The house has not said yet what there is.
        }
        Span slice = next.get();
        if (!recorder.isDue(gap, slice)) {
            return false;
        }
        if (!recorder.awaitWritten(gap, slice)) {
            fail("Home Assistant's recorder does not record: gaps cannot be repaired until it does");
            waiter.await(SECOND);
            return false;
        }
        known.sync();
        repair(gap, pass, pass.ids, slice, sink);
        gaps.update(gap.id(), now -> now.reached(slice));
        mend();
        return true;
    }

    private List<String> ids(Gap gap) {
        return gap.entityIds().isEmpty() ? known.all() : gap.entityIds();
    }

    private void repair(Gap gap, Pass pass, List<String> ids, Span slice, BatchSink sink) throws InterruptedException {
        List<String> wanted =
                ids.stream().filter(id -> !pass.refused.contains(id)).toList();
        asker.ask(wanted, slice, pass.refused, events -> {
            for (EventData event : events) {
                pass.withRows.add(String.valueOf(event.entityId()));
            }
            resender.send(gap.id(), events, sink);
        });
    }

    /** Entities that were first seen meanwhile are asked too, for the whole gap. */
    private boolean finish(Gap gap, Pass pass, BatchSink sink) throws InterruptedException, IOException {
        List<String> all = ids(gap);
        while (all.size() > pass.ids.size()) {
            List<String> late = all.subList(pass.ids.size(), all.size());
            Span rest = new Span(Math.max(gap.repair().asked(), gap.repair().unfilledTo()), gap.until());
            while (!rest.isEmpty()) {
                Span slice = asker.slice(rest, late.size());
                repair(gap, pass, late, slice, sink);
                rest = new Span(slice.to(), rest.to());
            }
            pass.ids = all;
            all = ids(gap);
        }
        passes.remove(gap.id());
        List<String> missing = losses.of(gap, pass);
        gaps.update(gap.id(), now -> now.with(now.repair().without(missing)));
        boolean filled = gap.repair().unfilledTo() == 0;
        gaps.close(gap.id(), filled ? State.CLOSED : State.UNFILLED);
        LOG.atInfo()
                .addKeyValue("cause", gap.cause())
                .addKeyValue("span", gap.span())
                .addKeyValue("found", gap.repair().found())
                .log(filled ? "A gap is repaired" : "A gap is repaired as far as the recorder goes back");
        return true;
    }

    private boolean report(Gap gap) throws IOException {
        gaps.update(gap.id(), now -> now.with(now.repair().without(List.of("everything: gap.repair is false"))));
        gaps.close(gap.id(), State.REPORTED);
        return true;
    }

    /** Said once, until it is over. */
    private void fail(String words) {
        Problem before = problem;
        if (before == null) {
            LOG.atWarn().addKeyValue("reason", words).log("Gaps cannot be repaired now");
        }
        problem = new Problem(words, before == null ? clock.ours().instant() : before.since);
    }

    private void mend() {
        if (problem != null) {
            LOG.atInfo().log("Gaps can be repaired again");
        }
        problem = null;
    }

    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }
}
