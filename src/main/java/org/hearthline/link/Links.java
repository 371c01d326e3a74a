package org.hearthline.link;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All links of this process; looks in the background how those at their other ends are. One that hangs delays no other. Any
 * thread.
 */
public final class Links implements AutoCloseable {
    private final Map<String, Link> byStage = new LinkedHashMap<>();
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final ExecutorService lookers = Executors.newCachedThreadPool(Links::daemon);
    private final HealthProbe probe;
    private final Set<LinkAddress> underway = ConcurrentHashMap.newKeySet();

    /**
     * Looks at nobody yet.
     *
     * @param pause between two looks
     * @param patience longest that one may take to connect, and again to answer
     */
    public Links(List<Link> links, ScheduledExecutorService timer, Duration pause, Duration patience) {
        links.forEach(link -> byStage.put(link.stage(), link));
        this.timer = timer;
        this.pause = pause;
        this.probe = new HealthProbe(patience, lookers);
    }

    public Collection<Link> all() {
        return byStage.values();
    }

    /** The link of a stage that does not run here. */
    public Link to(String stage) {
        Link link = byStage.get(stage);
        if (link == null) {
            throw new IllegalArgumentException("no link to " + stage);
        }
        return link;
    }

    /** Begins to look at these, at once and then again and again. */
    public void watch(List<Link> watched) {
        if (!watched.isEmpty()) {
            Runnable look = () -> watched.forEach(link -> link.addresses().forEach(address -> look(link, address)));
            Future<?> unused = timer.scheduleWithFixedDelay(look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(Link link, LinkAddress address) {
        if (!underway.add(address)) {
            return;
        }
        try {
            lookers.execute(() -> {
                try {
                    Sighting seen = probe.look(address.base(), link.service(), link.stage());
                    if (!lookers.isShutdown()) {
                        address.seen(seen);
                    }
                } finally {
                    underway.remove(address);
                }
            });
        } catch (RejectedExecutionException e) {
            underway.remove(address); // this process stops
        }
    }

    @Override
    public void close() {
        lookers.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hearthline-links");
        thread.setDaemon(true);
        return thread;
    }
}
