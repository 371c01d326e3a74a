package org.hearthline.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hearthline.health.Status.Level;

/**
 * Tells a broken route from broken data: a step that fails in an unexpected way for every event of a frame (5 or more), or
 * for 20 events running, is a route to be mended, and its frames are to be kept. Any thread.
 */
public final class RouteWatch implements Dependency {
    private static final int WHOLE_FRAME = 5;
    private static final int RUNNING = 20;
    private static final int MOST_WORDS = 200;

    private final Clock clock;
    private final UnaryOperator<String> file;
    private final UnaryOperator<String> words;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<String, Broken> broken = new ConcurrentHashMap<>();
    private volatile Instant wholeSince;

    private record Run(String step, String why, int length) {}

    private record Broken(Failing failing, Instant since) {}

    /**
     * What is broken.
     *
     * @param why it failed last, in at most some 200 characters
     */
    public record Failing(String step, String why) {}

    /** A watch for which it does not matter where steps stand. */
    public RouteWatch(Clock clock) {
        this(clock, step -> "its file", words -> words);
    }

    /**
     * A watch over routes.
     *
     * @param file where a step stands, by its id: {@code enrichment.camel.yaml:22}
     * @param words of a reason as they may be told, without secrets
     */
    public RouteWatch(Clock clock, UnaryOperator<String> file, UnaryOperator<String> words) {
        this.words = words;
        this.clock = clock;
        this.file = file;
        this.wholeSince = clock.instant();
    }

    /** An event got through the route, or was refused by a rule. */
    public void passed(String route) {
        runs.remove(route);
        if (broken.remove(route) != null) {
            wholeSince = clock.instant();
        }
    }

    /** These routes are there no more: there is nothing to be mended in them. */
    public void forget(Set<String> routes) {
        runs.keySet().removeAll(routes);
        if (broken.keySet().removeAll(routes)) {
            wholeSince = clock.instant();
        }
    }

    /** A step failed in a way that nobody foresaw. */
    public void failed(String route, String step, String why) {
        runs.merge(
                route,
                new Run(step, why, 1),
                (before, one) -> before.step.equals(step) ? new Run(step, why, before.length + 1) : one);
    }

    /**
     * The step that is broken, if the route is.
     *
     * @param frameSize events in the frame that ends here; 0 in the middle of a frame
     */
    public Optional<Failing> brokenStep(String route, int frameSize) {
        Run run = runs.get(route);
        if (run == null || (run.length < RUNNING && (frameSize < WHOLE_FRAME || run.length < frameSize))) {
            return Optional.empty();
        }
        Failing failing = new Failing(run.step, shortened(words.apply(run.why)));
        broken.compute(
                route,
                (id, before) -> before != null && before.failing.step.equals(run.step)
                        ? before
                        : new Broken(failing, clock.instant()));
        return Optional.of(failing);
    }

    private static String shortened(String why) {
        return why.length() <= MOST_WORDS ? why : why.substring(0, MOST_WORDS) + "…";
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Status status() {
        Map<String, Broken> now = Map.copyOf(broken);
        if (now.isEmpty()) {
            return new Status(Level.HEALTHY, "Every route does its work", wholeSince);
        }
        // Asked now: a step may fail before it is known in which file it has just been loaded.
        String which = now.entrySet().stream()
                .map(one -> "step " + one.getValue().failing.step + " of route " + one.getKey() + " in "
                        + file.apply(one.getValue().failing.step) + " (" + one.getValue().failing.why + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        Instant since =
                now.values().stream().map(Broken::since).min(Instant::compareTo).orElse(wholeSince);
        return new Status(Level.DEGRADED, "Fails at every event, and its frames are kept: mend " + which, since);
    }
}
