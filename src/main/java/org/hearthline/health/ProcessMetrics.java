package org.hearthline.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hearthline.event.Delivery;

/** What this process has done with events, whoever sent them: for Prometheus and as JSON. Any thread. */
public final class ProcessMetrics {
    private final Counter processed;
    private final Counter filtered;
    private final Counter rejected;
    private final Timer time;
    private final Breakers breakers;

    /** Registers {@code hearthline.events.*} and {@code hearthline.frame.time}. */
    public ProcessMetrics(MeterRegistry meters, Breakers breakers) {
        this.breakers = breakers;
        processed = counter(meters, "accepted", "Events that were passed on or stored");
        filtered = counter(meters, "filtered", "Events that a route left out on purpose");
        rejected = counter(meters, "rejected", "Events that can never be stored as they are");
        time = Timer.builder("hearthline.frame.time")
                .description("From a frame's entry into this process to the answer of the last stage")
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofMinutes(2))
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome, String description) {
        return Counter.builder("hearthline.events")
                .tag("outcome", outcome)
                .description(description)
                .register(meters);
    }

    /** One frame has been answered. */
    public void delivered(Delivery delivery, long nanos) {
        processed.increment(delivery.accepted());
        filtered.increment(delivery.filtered());
        rejected.increment(delivery.rejected().size());
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Something came that is no event: it was never in a frame. */
    public void refused(int events) {
        rejected.increment(events);
    }

    /** The answer of {@code GET /api/v1/metrics}. */
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("events_processed", (long) processed.count());
        report.put("events_filtered", (long) filtered.count());
        report.put("events_rejected", (long) rejected.count());
        HistogramSnapshot times = time.takeSnapshot();
        report.put("frames", times.count());
        Map<String, Object> milliseconds = new LinkedHashMap<>();
        for (ValueAtPercentile at : times.percentileValues()) {
            double value = at.value(TimeUnit.MILLISECONDS);
            milliseconds.put("p" + Math.round(at.percentile() * 100), Math.round(value * 100) / 100.0);
        }
        report.put("processing_time_ms", milliseconds);
        report.put("circuit_breakers", breakers.report());
        return report;
    }
}
