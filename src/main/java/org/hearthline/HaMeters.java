package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.hearthline.ha.Ending;
import org.hearthline.ha.HaCounters;
import org.hearthline.ha.HaMonitor;

/** The counters of the connection to Home Assistant as {@code hearthline.ha.*}; 0 before there is a connection. */
final class HaMeters {
    private final HaMonitor monitor;
    private final MeterRegistry meters;

    private HaMeters(HaMonitor monitor, MeterRegistry meters) {
        this.monitor = monitor;
        this.meters = meters;
    }

    static void register(HaMonitor monitor, MeterRegistry meters) {
        HaMeters ha = new HaMeters(monitor, meters);
        ha.count("messages", "Messages of Home Assistant's socket", HaCounters::messages);
        ha.count("bytes", "Bytes of those messages", HaCounters::bytes);
        ha.count("malformed", "Messages that could not be read", HaCounters::malformed);
        ha.count("refused", "What came as an event and is none: kept as a dead letter", HaCounters::refused);
        ha.count("unserialisable", "Events that Home Assistant could not write as JSON", HaCounters::unserialisable);
        ha.count("pauses", "How often the buffer was full and the socket paused", HaCounters::pauses);
        ha.count("holds", "How often the connection was closed on purpose", HaCounters::holds);
        ha.count("retries", "How often the route was offered the same batch again", HaCounters::retries);
        ha.count("reconnects", "How often it was subscribed again", HaCounters::reconnects);
        for (Ending.Cause cause : Ending.Cause.values()) {
            ha.counter("disconnects", "Ends of connections, and of attempts", counters -> counters.endings(cause))
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private void count(String name, String description, ToLongFunction<HaCounters> count) {
        counter(name, description, count).register(meters);
    }

    private FunctionCounter.Builder<HaMonitor> counter(
            String name, String description, ToLongFunction<HaCounters> count) {
        return FunctionCounter.builder("hearthline.ha." + name, monitor, watched -> read(watched, count))
                .description(description);
    }

    /** One count of the present connection. */
    static long read(HaMonitor monitor, ToLongFunction<HaCounters> count) {
        return monitor.connection()
                .map(connection -> count.applyAsLong(connection.counters()))
                .orElse(0L);
    }
}
