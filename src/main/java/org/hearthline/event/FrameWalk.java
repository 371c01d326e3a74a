package org.hearthline.event;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a frame, event by event, and what comes of it. Ends early when the frame has failed. For one thread.
 */
public final class FrameWalk implements Iterator<Event> {
    private final Frame frame;
    private final List<Event> kept = new ArrayList<>();
    private final List<Integer> keptAt = new ArrayList<>();
    private final List<Rejection> rejected = new ArrayList<>();
    private int filtered;
    private int next;
    private @Nullable TransientFailure failure;

    FrameWalk(Frame frame) {
        this.frame = frame;
    }

    @Override
    public boolean hasNext() {
        return failure == null && next < frame.size();
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return frame.events().get(next++);
    }

    /** The event at {@code index} goes on, as it is now. */
    public void keep(int index, Event event) {
        kept.add(event);
        keptAt.add(index);
    }

    /** One event was left out on purpose. */
    public void filter() {
        filtered++;
    }

    /** The event at {@code index} is refused for ever. */
    public void reject(int index, String stage, String step, Fault fault) {
        rejected.add(new Rejection(index, frame.events().get(index).id(), stage, step, fault));
    }

    /** The whole frame has to wait: the walk ends here. */
    public void fail(TransientFailure why) {
        failure = why;
    }

    public @Nullable TransientFailure failure() {
        return failure;
    }

    public List<Rejection> rejected() {
        return List.copyOf(rejected);
    }

    public int filtered() {
        return filtered;
    }

    /** How many go on. */
    public int kept() {
        return kept.size();
    }

    /** Whether it is known of each event what becomes of it. */
    public boolean isComplete() {
        return kept.size() + filtered + rejected.size() == frame.size();
    }

    /** Of how many events the answer has to tell. */
    public int total() {
        return frame.total();
    }

    /** Whether nothing of the frame will be stored. */
    public boolean isTrial() {
        return frame.isTrial();
    }

    /** The frame that goes on to the next stage. */
    public Frame result() {
        int[] at = keptAt.stream().mapToInt(Integer::intValue).toArray();
        return frame.next(kept, at, new Delivery(0, filtered, rejected));
    }
}
