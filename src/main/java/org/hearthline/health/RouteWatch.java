package org.hearthline.health;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a broken route from broken data: a step that fails in an unexpected way for every event of a frame (5 or more), or
 * for 20 events running, is a route to be mended, and its frames are to be kept. Any thread.
 */
public final class RouteWatch {
    private static final int WHOLE_FRAME = 5;
    private static final int RUNNING = 20;

    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    private record Run(String step, int length) {}

    /** An event got through the route, or was refused by a rule. */
    public void passed(String route) {
        runs.remove(route);
    }

    /** A step failed in a way that nobody foresaw. */
    public void failed(String route, String step) {
        runs.merge(
                route,
                new Run(step, 1),
                (before, one) -> before.step.equals(step) ? new Run(step, before.length + 1) : one);
    }

    /**
     * The step that is broken, if the route is.
     *
     * @param frameSize events in the frame that ends here; 0 in the middle of a frame
     */
    public Optional<String> brokenStep(String route, int frameSize) {
        Run run = runs.get(route);
        if (run == null) {
            return Optional.empty();
        }
        boolean broken = run.length >= RUNNING || (frameSize >= WHOLE_FRAME && run.length >= frameSize);
        return broken ? Optional.of(run.step) : Optional.empty();
    }
}
