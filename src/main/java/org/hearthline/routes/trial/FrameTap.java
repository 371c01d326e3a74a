package org.hearthline.routes.trial;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Lets a trial hear which frames come to a route. Never makes the flow wait: what does not fit is missed, and counted. A frame
 * that is tried again, as a whole or in parts, is heard once. Any thread.
 */
public final class FrameTap {
    /** Some ten megabytes. */
    private static final int MOST_WAITING = 20_000;
    /** What is tried again comes soon: far fewer events than these lie between. */
    private static final int MOST_KNOWN = 50_000;

    private volatile @Nullable Hearing hearing;

    /** A frame has come to a route, before the route's first step. */
    public void heard(String route, Supplier<Object> body) {
        Hearing open = hearing;
        if (open != null && open.route.equals(route) && body.get() instanceof Frame frame && !frame.isTrial()) {
            open.offer(frame);
        }
    }

    /** Listens to a route, until closed. One at a time. */
    Hearing hear(String route) {
        Hearing opened = new Hearing(route);
        hearing = opened;
        return opened;
    }

    /** Frames of one route, as they come. */
    final class Hearing implements AutoCloseable {
        private final String route;
        private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicLong missed = new AtomicLong();
        private final Map<UUID, Boolean> known = new LinkedHashMap<>(16, 0.75F, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                return size() > MOST_KNOWN;
            }
        };

        private Hearing(String route) {
            this.route = route;
        }

        private void offer(Frame frame) {
            List<Event> fresh = fresh(frame.events());
            if (waiting.addAndGet(fresh.size()) > MOST_WAITING) {
                waiting.addAndGet(-fresh.size());
                missed.addAndGet(fresh.size());
            } else if (!fresh.isEmpty()) {
                // A frame of its own: the flow walks over the other one.
                frames.add(Frame.of(frame.id(), frame.house(), frame.place(), fresh));
            }
        }

        private List<Event> fresh(List<Event> events) {
            synchronized (known) {
                return events.stream()
                        .filter(event -> known.put(event.id(), true) == null)
                        .toList();
            }
        }

        /** The next frame; null when none has come in time. */
        @Nullable
        Frame next(Duration patience) throws InterruptedException {
            Frame frame = frames.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
            if (frame != null) {
                waiting.addAndGet(-frame.size());
            }
            return frame;
        }

        /** Events that came too fast for the trial. */
        long missed() {
            return missed.get();
        }

        /** Hears no more; what has been heard stays. */
        @Override
        public void close() {
            hearing = null;
        }
    }
}
