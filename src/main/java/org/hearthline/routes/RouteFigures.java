package org.hearthline.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often each route ran, and how long it took: read from {@link RouteMeters}, so nothing is measured twice. Any thread.
 */
public final class RouteFigures {
    private final MeterRegistry meters;

    public RouteFigures(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Of one route, since the process was started: they go on when the route is loaded anew.
     *
     * @param exchanges that have left it
     * @param failures of them that ended with an exception, answered or not
     * @param p99Millis of the last two minutes; null when none left it then
     */
    record Figures(
            long exchanges,
            long failures,
            @Nullable Double meanMillis,
            @Nullable Double p99Millis) {
        static final Figures NONE = new Figures(0, 0, null, null);

        private Figures failed(long more) {
            return new Figures(exchanges, failures + more, meanMillis, p99Millis);
        }

        private Figures timed(Timer timer) {
            HistogramSnapshot snapshot = timer.takeSnapshot();
            long count = snapshot.count();
            return new Figures(
                    count,
                    failures,
                    count == 0 ? null : rounded(snapshot.mean(TimeUnit.MILLISECONDS)),
                    percentile(snapshot));
        }
    }

    /** By the route's id; those that have not run yet are missing. */
    Map<String, Figures> read() {
        Map<String, Figures> figures = new HashMap<>();
        for (Meter meter : meters.getMeters()) {
            String route = meter.getId().getTag(RouteMeters.ROUTE_ID);
            if (route != null) {
                figures.put(route, with(figures.getOrDefault(route, Figures.NONE), meter));
            }
        }
        return figures;
    }

    private static Figures with(Figures before, Meter meter) {
        String name = meter.getId().getName();
        if (meter instanceof Timer timer && name.equals(RouteMeters.TIME)) {
            return before.timed(timer);
        }
        if (meter instanceof Counter counter
                && (name.equals(RouteMeters.FAILURES) || name.equals(RouteMeters.FAILURES_HANDLED))) {
            return before.failed((long) counter.count());
        }
        return before;
    }

    private static @Nullable Double percentile(HistogramSnapshot snapshot) {
        for (ValueAtPercentile at : snapshot.percentileValues()) {
            double value = at.value(TimeUnit.MILLISECONDS);
            return value > 0 ? rounded(value) : null;
        }
        return null;
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }
}
