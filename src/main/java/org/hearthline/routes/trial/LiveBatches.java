package org.hearthline.routes.trial;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.jspecify.annotations.Nullable;

/** Events as they come to a route, for some seconds. */
final class LiveBatches implements Batches {
    /** So that whoever ends the trial need not wait for a quiet house. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final FrameTap.Hearing hearing;
    private final Function<@Nullable Place, Observation> weather;
    private final LongSupplier nanoTime;
    private final BooleanSupplier over;
    private final long end;
    private int left;

    /**
     * From now on.
     *
     * @param limit how many events at most
     * @param nanoTime as {@link System#nanoTime()}
     * @param over whether the trial is to end before its time
     */
    LiveBatches(
            FrameTap.Hearing hearing,
            Duration time,
            int limit,
            Function<@Nullable Place, Observation> weather,
            LongSupplier nanoTime,
            BooleanSupplier over) {
        this.hearing = hearing;
        this.weather = weather;
        this.nanoTime = nanoTime;
        this.over = over;
        this.end = nanoTime.getAsLong() + time.toNanos();
        this.left = limit;
    }

    @Override
    public @Nullable Batch next() throws InterruptedException {
        while (left > 0 && !over.getAsBoolean()) {
            Duration rest = Duration.ofNanos(end - nanoTime.getAsLong());
            boolean ended = rest.isNegative() || rest.isZero();
            if (ended) {
                hearing.close(); // What has been heard is tried, however long that takes.
            }
            Frame frame = hearing.next(rest.compareTo(LOOK) < 0 ? rest : LOOK);
            if (frame != null) {
                return batch(frame);
            }
            if (ended) {
                return null;
            }
        }
        return null;
    }

    private Batch batch(Frame frame) {
        Frame part = frame.size() <= left
                ? frame
                : Frame.of(
                        frame.id(), frame.house(), frame.place(), frame.events().subList(0, left));
        left -= part.size();
        return new Batch(part, weather.apply(part.place()));
    }

    @Override
    public long missed() {
        return hearing.missed();
    }

    @Override
    public boolean isCut() {
        return left == 0;
    }

    @Override
    public void close() {
        hearing.close();
    }
}
