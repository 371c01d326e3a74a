package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.hearthline.health.FlowCounters;
import org.hearthline.outbox.DiskGuard;
import org.hearthline.outbox.OutboxReport;

/** What has come into the outbox and what waits in it, as {@code hearthline.received} and {@code hearthline.outbox.*}. */
final class OutboxMeters {
    private OutboxMeters() {}

    static void register(FlowCounters counters, OutboxReport report, DiskGuard guard, MeterRegistry meters) {
        FunctionCounter.builder("hearthline.received", counters, c -> c.read().received())
                .description(
                        "Events that this process has accepted, and those that it found in the outbox at its start")
                .register(meters);
        Gauge.builder("hearthline.outbox.events", counters, c -> c.read().inOutbox())
                .description("Events that wait or are under way")
                .register(meters);
        Gauge.builder("hearthline.outbox.bytes", report, OutboxReport::bytes)
                .description("What waits, compressed")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("hearthline.outbox.age", report, r -> r.age().toMillis() / 1000.0)
                .description("Age of the oldest frame that waits")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("hearthline.outbox.disk.free", guard, DiskGuard::freeBytes)
                .description("Free space of the outbox's disk")
                .baseUnit("bytes")
                .register(meters);
    }
}
