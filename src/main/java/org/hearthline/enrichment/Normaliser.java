package org.hearthline.enrichment;

import org.hearthline.event.Enriched;
import org.hearthline.event.Event;
import org.hearthline.event.EventData;
import org.hearthline.event.State;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an event what a store can count and group by: {@code value} (see {@link StateNumbers}), {@code unit} (see {@link
 * Units}), {@code device_class}, {@code friendly_name}, {@code duration_in_state}. A removed entity is described by the state that it had
 * last, and has no value. What a step before has added stays (weather, users' fields). Immutable; any thread.
 */
public final class Normaliser {
    /** The same event with what could be read; normalising twice changes nothing. */
    public Event normalise(Event event) {
        Enriched before = event.enriched();
        State now = event.data().newState();
        State describing = event.describing();
        if (describing == null) {
            return event;
        }
        String deviceClass = textOrNull(describing.deviceClass());
        return event.with(new Enriched(
                now == null ? null : StateNumbers.of(now.state()),
                deviceClass,
                Units.canonical(describing.unit(), deviceClass),
                textOrNull(describing.friendlyName()),
                durationInState(event),
                before.weather(),
                before.fields()));
    }

    /**
     * Seconds between the moment in which the old state began and the one in which it ended. Null when it goes on (only attributes
     * changed), when its begin is not known, and when the clock was set back meanwhile.
     */
    private static @Nullable Double durationInState(Event event) {
        State old = event.data().oldState();
        State now = event.data().newState();
        if (old == null || old.lastChangedMicros() == EventData.NO_TIME) {
            return null;
        }
        long micros = event.micros() - old.lastChangedMicros();
        boolean ended = now == null || !now.state().equals(old.state());
        return ended && micros >= 0 ? micros / 1e6 : null;
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
