package org.hearthline.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.SampleEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class WeatherEnricherTest {
    private static final Observation COLD =
            new Observation(Availability.FRESH, -3.5, 81.0, 1012.3, 4.1, "snow", Instant.EPOCH, "test");

    private final WeatherEnricher enricher = new WeatherEnricher(List.of("*"));
    private final Event temperature = SampleEvents.temperature("sensor.kitchen", "21.4");
    private final Event fired = SampleEvents.fired("my_event", "{}");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNAVAILABLE")
    void addsTheWeatherThatIsKnown(Availability availability) {
        Observation weather = COLD.as(availability);

        assertThat(weathers(enricher, weather, temperature)).containsExactly(weather);
    }

    @Test
    void addsNothingWhenTheWeatherIsNotKnown() {
        Frame frame = SampleEvents.frame(temperature);

        assertThat(enricher.enrich(frame, Observation.unavailable("test"))).isSameAs(frame);
        assertThat(enricher.enrich(frame, null)).isSameAs(frame);
    }

    @Test
    void starMeansEveryEvent() {
        assertThat(weathers(enricher, COLD, temperature, fired)).containsExactly(COLD, COLD);
    }

    @Test
    void aListMeansDomainsAndDeviceClasses() {
        WeatherEnricher some = new WeatherEnricher(List.of("climate", "temperature"));

        assertThat(weathers(
                        some,
                        COLD,
                        temperature,
                        SampleEvents.change("climate.hall").event(),
                        SampleEvents.change("light.hall").event(),
                        fired))
                .containsExactly(COLD, COLD, null, null);
    }

    @Test
    void changesNothingElseAboutTheFrame() {
        Frame frame = SampleEvents.frame(temperature, fired).asTrial();

        Frame enriched = enricher.enrich(frame, COLD);

        assertThat(enriched.id()).isEqualTo(frame.id());
        assertThat(enriched.isTrial()).isTrue();
        assertThat(enriched.events()).extracting(Event::id).containsExactly(temperature.id(), fired.id());
    }

    private static List<@Nullable Observation> weathers(
            WeatherEnricher enricher, Observation weather, Event... events) {
        return enricher.enrich(SampleEvents.frame(events), weather).events().stream()
                .<@Nullable Observation>map(event -> event.enriched().weather())
                .toList();
    }
}
