package org.hearthline.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Some hundred events that travel and are made durable together: the body at every stage's door. Remembers which of the caller's
 * events it still holds and what became of the others, so that the last stage's answer is the answer for all of them.
 *
 * <p>The events never change. The walk over them ({@link #iterator()}) is the one thing with a state: it can be ended early
 * ({@link FrameWalk#fail}). One thread walks a frame at a time.
 */
public final class Frame implements Iterable<Event> {
    private final UUID id;
    private final String house;
    private final @Nullable Place place;
    private final List<Event> events;
    private final int[] index;
    private final Delivery settled;
    private final boolean trial;
    private @Nullable FrameWalk walk;

    private Frame(
            UUID id,
            String house,
            @Nullable Place place,
            List<Event> events,
            int[] index,
            Delivery settled,
            boolean trial) {
        if (events.size() != index.length) {
            throw new IllegalArgumentException(events.size() + " events, but " + index.length + " indexes");
        }
        this.id = id;
        this.house = house;
        this.place = place;
        this.events = List.copyOf(events);
        this.index = index;
        this.settled = settled;
        this.trial = trial;
    }

    public static Frame of(UUID id, String house, @Nullable Place place, List<Event> events) {
        int[] all = new int[events.size()];
        Arrays.setAll(all, i -> i);
        return new Frame(id, house, place, events, all, Delivery.NOTHING, false);
    }

    /**
     * A frame of which some were refused at the door.
     *
     * @param index the caller's index of each event
     */
    public static Frame received(
            UUID id,
            String house,
            @Nullable Place place,
            List<Event> events,
            Collection<Integer> index,
            List<Rejection> refused) {
        int[] indexes = index.stream().mapToInt(Integer::intValue).toArray();
        return new Frame(id, house, place, events, indexes, new Delivery(0, 0, refused), false);
    }

    /** The same frame, to be answered and never stored. */
    public Frame asTrial() {
        return new Frame(id, house, place, events, index, settled, true);
    }

    /** The same frame with every event as {@code change} makes it, and a place if it has none. */
    public Frame map(@Nullable Place ifNone, UnaryOperator<Event> change) {
        List<Event> changed = events.stream().map(change).toList();
        return new Frame(id, house, place == null ? ifNone : place, changed, index, settled, trial);
    }

    /**
     * The frame in two, for a way that is too narrow for all of it: together they hold the same events for the same caller, and
     * the first also what is settled already. For frames of two events or more.
     */
    public List<Frame> halves() {
        int middle = events.size() / 2;
        return List.of(part(0, middle, settled), part(middle, events.size(), Delivery.NOTHING));
    }

    private Frame part(int from, int to, Delivery alreadySettled) {
        int[] callers = Arrays.copyOfRange(index, from, to);
        return new Frame(UUID.randomUUID(), house, place, events.subList(from, to), callers, alreadySettled, trial);
    }

    public UUID id() {
        return id;
    }

    public String house() {
        return house;
    }

    /** Where the house stands, for its weather. */
    public @Nullable Place place() {
        return place;
    }

    public List<Event> events() {
        return events;
    }

    public int size() {
        return events.size();
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** Shown to the caller only: no stage hands it on, nothing is stored. */
    public boolean isTrial() {
        return trial;
    }

    /** Of the caller's events: those in the frame, and those that are settled already. */
    public int total() {
        return events.size() + settled.events();
    }

    /** What became of the events that are no longer in the frame. */
    public Delivery settled() {
        return settled;
    }

    /**
     * The answer for the caller.
     *
     * @param here what became of the events that are still in the frame, by their index in {@link #events()}
     */
    public Delivery settle(Delivery here) {
        List<Rejection> mapped =
                here.rejected().stream().map(r -> r.at(index[r.index()])).toList();
        return settled.plus(new Delivery(here.accepted(), here.filtered(), mapped));
    }

    /** Starts a new walk; the one before is forgotten. */
    @Override
    public Iterator<Event> iterator() {
        FrameWalk started = new FrameWalk(this);
        walk = started;
        return started;
    }

    /** The walk that goes on. */
    public FrameWalk walk() {
        if (walk == null) {
            throw new IllegalStateException("Nobody walks over frame " + id);
        }
        return walk;
    }

    /**
     * The event that has this index for the caller.
     *
     * @throws IllegalArgumentException when the frame does not hold it
     */
    public Event at(int callersIndex) {
        return held(callersIndex)
                .orElseThrow(() ->
                        new IllegalArgumentException("Frame " + id + " holds no event with index " + callersIndex));
    }

    /** The event that has this index for the caller; empty when it is settled, or was never there. */
    public Optional<Event> held(int callersIndex) {
        for (int i = 0; i < index.length; i++) {
            if (index[i] == callersIndex) {
                return Optional.of(events.get(i));
            }
        }
        return Optional.empty();
    }

    /** What is left of this frame, with the rest settled. */
    Frame next(List<Event> kept, int[] keptAt, Delivery here) {
        int[] callers = Arrays.stream(keptAt).map(i -> index[i]).toArray();
        return new Frame(id, house, place, kept, callers, settle(here), trial);
    }

    @Override
    public String toString() {
        return "Frame " + id + " of " + house + " with " + events.size() + " events";
    }
}
