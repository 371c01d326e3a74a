package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenWeatherMapTest {
    private static final String ANSWER = """
            {"coord":{"lon":4.89,"lat":52.37},"weather":[{"id":803,"main":"Clouds","description":"broken clouds"}],
             "main":{"temp":11.5,"feels_like":10.9,"pressure":1012,"humidity":81},"wind":{"speed":4.1,"deg":250},
             "dt":1795263300,"name":"Amsterdam","cod":200}""";

    private final OpenWeatherMap source = new OpenWeatherMap(request -> bytes(ANSWER), "a key+");

    /** The first system sent coordinates as the name of a town (lessons 2.5). */
    @Test
    void asksByCoordinatesInMetricUnits() {
        WeatherRequest request = source.request(new Place(-33.87, 151.21));

        assertThat(request.path()).isEqualTo("data/2.5/weather");
        assertThat(request.query()).isEqualTo("lat=-33.87&lon=151.21&units=metric&appid=a+key%2B");
    }

    @Test
    void neverShowsTheKey() {
        assertThat(source.request(new Place(0, 0)).toString()).isEqualTo("WeatherRequest[data/2.5/weather]");
    }

    @Test
    void readsAnAnswer() {
        assertThat(source.fetch(new Place(52.37, 4.89)))
                .isEqualTo(new Observation(
                        Availability.FRESH,
                        11.5,
                        81.0,
                        1012.0,
                        4.1,
                        "clouds",
                        Instant.ofEpochSecond(1795263300),
                        "openweathermap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"main\":{\"temp\":0}}",
                "{\"main\":{\"temp\":0,\"humidity\":[1],\"pressure\":\"x\"},\"weather\":[],\"wind\":7,\"dt\":\"now\"}",
                "{\"main\":{\"temp\":0},\"weather\":[{\"main\":\" \"}],\"dt\":9223372036854775807}",
                "{\"main\":{\"temp\":0},\"weather\":[{\"main\":3}],\"dt\":1.5}"
            })
    void whatIsMissingOrOddIsAbsent(String answer) {
        assertThat(OpenWeatherMap.parse(bytes(answer)))
                .isEqualTo(new Observation(Availability.FRESH, 0.0, null, null, null, null, null, "openweathermap"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"cod\":200}", "{\"main\":{\"temp\":\"warm\"}}", "{\"main\":"})
    void whatIsNoWeatherIsAFailureThatSaysSo(String answer) {
        assertThatThrownBy(() -> OpenWeatherMap.parse(bytes(answer)))
                .isInstanceOf(WeatherFailure.class)
                .hasMessageStartingWith("openweathermap answered ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
