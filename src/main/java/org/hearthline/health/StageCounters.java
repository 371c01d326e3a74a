package org.hearthline.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one stage has done with events since the process started, whoever sent them. At every moment
 *
 * <pre>in = passed + filtered + rejected</pre>
 *
 * where <em>passed</em> is what went on to the next stage and was taken there; for storage, what the store has acknowledged.
 * Exact within a process: a frame counts once, when this stage has answered it for good. An attempt that failed since
 * something behind is away counts as a <em>retried</em> frame and as nothing else, so that a retry does not double its events.
 * A frame that is delivered again after its answer got lost (a link broke, a commit failed) is another frame. Trials, which
 * store nothing, do not count. Any thread.
 */
public final class StageCounters {
    private long passed;
    private long filtered;
    private long rejected;
    private long retried;

    /**
     * A moment's reading.
     *
     * @param retried attempts at a frame that failed
     */
    public record Reading(long passed, long filtered, long rejected, long retried) {
        public long in() {
            return passed + filtered + rejected;
        }

        /** As {@code stages} of {@code GET /api/v1/events/stats} shows it. */
        public Map<String, Object> report() {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("in", in());
            report.put("passed", passed);
            report.put("filtered", filtered);
            report.put("rejected", rejected);
            report.put("retried_frames", retried);
            return report;
        }
    }

    /** Registers {@code hearthline.stage.events} and {@code hearthline.stage.retried.frames}. */
    public void register(String stage, MeterRegistry meters) {
        count(stage, "in", Reading::in, meters);
        count(stage, "passed", Reading::passed, meters);
        count(stage, "filtered", Reading::filtered, meters);
        count(stage, "rejected", Reading::rejected, meters);
        FunctionCounter.builder("hearthline.stage.retried.frames", this, c -> c.read().retried)
                .tag("stage", stage)
                .description("Attempts at a frame that failed, since something behind was away")
                .register(meters);
    }

    private void count(String stage, String outcome, ToDoubleFunction<Reading> count, MeterRegistry meters) {
        FunctionCounter.builder("hearthline.stage.events", this, c -> count.applyAsDouble(c.read()))
                .tag("stage", stage)
                .tag("outcome", outcome)
                .description("in = passed + filtered + rejected")
                .register(meters);
    }

    /** A frame has been answered for good. */
    public synchronized void settled(int eventsPassed, int eventsFiltered, int eventsRejected) {
        passed += eventsPassed;
        filtered += eventsFiltered;
        rejected += eventsRejected;
    }

    /** An attempt has failed: the frame comes again. */
    public synchronized void retried() {
        retried++;
    }

    public synchronized Reading read() {
        return new Reading(passed, filtered, rejected, retried);
    }
}
