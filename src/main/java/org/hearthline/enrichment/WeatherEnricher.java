package org.hearthline.enrichment;

import java.util.Collection;
import java.util.Set;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Adds the weather outside to events: the one at the house's place when they are processed. Immutable; any thread.
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

    /**
     * The frame with the weather on each event that wants it; the frame as it is where the weather is not known.
     *
     * @param weather the answer of the weather's door, asked once for the frame
     */
    public Frame enrich(Frame frame, @Nullable Observation weather) {
        return weather == null || !weather.isAvailable()
                ? frame
                : frame.map(frame.place(), event -> wants(event) ? withWeather(event, weather) : event);
    }

    private boolean wants(Event event) {
        return wanted.contains(ALL) || isWanted(event.domain()) || isWanted(event.deviceClass());
    }

    private static Event withWeather(Event event, Observation weather) {
        return event.with(event.enriched().withWeather(weather));
    }

    private boolean isWanted(@Nullable String name) {
        return name != null && wanted.contains(name);
    }
}
