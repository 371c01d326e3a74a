package org.hearthline.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hearthline.event.Event;
import org.hearthline.event.EventData;
import org.hearthline.event.Events;
import org.hearthline.event.Frame;
import org.hearthline.event.Labels;
import org.hearthline.event.Place;
import org.hearthline.ha.HaBatch;
import org.jspecify.annotations.Nullable;

/**
 * Stamps on events what the store's tags depend on, before the outbox: house, area, device, floor, labels. A delivery that is
 * repeated after a crash writes the same tags. Any thread, but for {@link #label}.
 */
public final class Labeller {
    private static final String SOURCE = "websocket-ingestion";
    /** Producer of what somebody posted without a name, or with ours: nobody may take it for heard from the house. */
    private static final String POSTED = "http";

    private final String house;
    private final Supplier<@Nullable Place> place;
    private final Function<String, Labels> labels;
    private final RefusedEvents refused;
    private final IngestionStats stats;
    private volatile @Nullable Frame last;

    /**
     * A labeller of one house.
     *
     * @param place where the house stands, if somebody knows: the configured place, else Home Assistant's
     * @param labels where an entity belongs, by its id
     */
    public Labeller(
            String house,
            Supplier<@Nullable Place> place,
            Function<String, Labels> labels,
            RefusedEvents refused,
            IngestionStats stats) {
        this.house = house;
        this.place = place;
        this.labels = labels;
        this.refused = refused;
        this.stats = stats;
    }

    /**
     * The frame of a batch of Home Assistant, by the batch's id: one that is offered again is the same frame, and is
     * neither counted nor kept again. What is no event is kept before the frame goes on. For one thread.
     *
     * @throws org.hearthline.event.TransientFailure when that cannot be kept
     */
    public Frame label(HaBatch batch) {
        Frame before = last;
        if (before != null && before.id().equals(batch.id())) {
            return before;
        }
        if (!batch.refused().isEmpty()) {
            refused.keep(batch.refused());
        }
        List<Event> events = new ArrayList<>(batch.events().size());
        for (EventData data : batch.events()) {
            events.add(Events.received(house, SOURCE, data, batch.receivedMicros(), labelsOf(data.entityId())));
        }
        stats.count(events);
        Frame frame = Frame.of(batch.id(), house, place.get(), events);
        last = frame;
        return frame;
    }

    /** Labels for the events of a frame that came over HTTP, where their sender named none. */
    public Frame stamp(Frame frame) {
        stats.count(frame.events());
        return frame.map(place.get(), event -> stamped(posted(event)));
    }

    private static Event posted(Event event) {
        return event.source().equals(SOURCE) ? event.from(POSTED) : event;
    }

    /** One event with the labels of the registries, if it has none. */
    public Event stamped(Event event) {
        return event.labels().equals(Labels.NONE) && event.house().equals(house)
                ? event.with(labelsOf(event.entityId()))
                : event;
    }

    /** A batch may hold nothing but refused ones. */
    public boolean hasEvents(Frame frame) {
        return !frame.isEmpty();
    }

    private Labels labelsOf(@Nullable String entityId) {
        return entityId == null ? Labels.NONE : labels.apply(entityId);
    }
}
