package org.hearthline.enrichment;

import java.util.Collection;
import java.util.Set;
import org.hearthline.event.Event;
import org.hearthline.event.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Adds the weather outside to an event: the one at the house's place when the event is processed. Immutable; any thread.
 */
public final class WeatherEnricher {
    private static final String ALL = "*";

    private final Set<String> wanted;

    /**
     * @param wanted {@code *} for every event, else domains ({@code climate}) and device classes ({@code temperature})
     */
    public WeatherEnricher(Collection<String> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    /** Whether the weather belongs to this event. */
    public boolean wants(Event event) {
        return wanted.contains(ALL) || isWanted(event.domain()) || isWanted(event.deviceClass());
    }

    /**
     * The event with the weather; the event as it is where the weather is not known.
     *
     * @param weather the answer of the weather's door, asked once for the frame
     */
    public Event enrich(Event event, @Nullable Observation weather) {
        return weather == null || !weather.isAvailable()
                ? event
                : event.with(event.enriched().withWeather(weather));
    }

    private boolean isWanted(@Nullable String name) {
        return name != null && wanted.contains(name);
    }
}
