package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.ObservationJson;
import org.hearthline.event.Place;
import org.junit.jupiter.api.Test;

class LinkedWeatherTest {
    private static final Observation COLD = new Observation(
            Availability.FRESH, -3.5, 81.0, null, 4.1, "snow", Instant.parse("2026-11-21T12:00:00Z"), "open-meteo");

    private final List<WeatherRequest> asked = new ArrayList<>();

    @Test
    void readsWhatTheStageSays() {
        assertThat(answering(ObservationJson.write(COLD)).fetch(new Place(52.37, 4.9)))
                .isEqualTo(COLD);
        assertThat(asked).containsExactly(new WeatherRequest("/api/v1/weather/current", "lat=52.37&lon=4.9"));
    }

    @Test
    void noWeatherThereIsNoWeatherHere() {
        LinkedWeather source = answering(ObservationJson.write(Observation.unavailable("open-meteo")));

        assertThatThrownBy(() -> source.fetch(new Place(0, 0))).isInstanceOf(WeatherFailure.class);
    }

    @Test
    void somethingElseIsAFailureThatSaysSo() {
        LinkedWeather source = answering("<html>".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> source.fetch(new Place(0, 0)))
                .isInstanceOf(WeatherFailure.class)
                .hasMessageContaining("something else");
    }

    private LinkedWeather answering(byte[] answer) {
        return new LinkedWeather(request -> {
            asked.add(request);
            return answer;
        });
    }
}
