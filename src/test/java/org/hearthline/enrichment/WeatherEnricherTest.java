package org.hearthline.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hearthline.event.Event;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.SampleEvents;
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

        assertThat(enricher.enrich(temperature, weather).enriched().weather()).isEqualTo(weather);
    }

    @Test
    void addsNothingWhenTheWeatherIsNotKnown() {
        assertThat(enricher.enrich(temperature, Observation.unavailable("test")))
                .isSameAs(temperature);
        assertThat(enricher.enrich(temperature, null)).isSameAs(temperature);
    }

    @Test
    void starMeansEveryEvent() {
        assertThat(enricher.wants(temperature)).isTrue();
        assertThat(enricher.wants(fired)).isTrue();
    }

    @Test
    void aListMeansDomainsAndDeviceClasses() {
        WeatherEnricher some = new WeatherEnricher(List.of("climate", "temperature"));

        assertThat(some.wants(temperature)).isTrue();
        assertThat(some.wants(SampleEvents.change("climate.hall").event())).isTrue();
        assertThat(some.wants(SampleEvents.change("light.hall").event())).isFalse();
        assertThat(some.wants(fired)).isFalse();
    }
}
