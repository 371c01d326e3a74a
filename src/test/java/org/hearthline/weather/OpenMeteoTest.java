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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMeteoTest {
    private static final String ANSWER = """
            {"latitude":52.37,"longitude":4.89,"generationtime_ms":0.05,"utc_offset_seconds":0,"timezone":"GMT",
             "current_units":{"time":"iso8601","temperature_2m":"°C","wind_speed_10m":"m/s"},
             "current":{"time":"2026-11-21T12:15","interval":900,"temperature_2m":-3,"relative_humidity_2m":81,
                        "pressure_msl":1012.3,"wind_speed_10m":4.1,"weather_code":%s}}""";

    @Test
    void asksForMetricUnitsAtThePlace() {
        WeatherRequest request = OpenMeteo.request(new Place(52.37, -4.9));

        assertThat(request.path()).isEqualTo("v1/forecast");
        assertThat(request.query())
                .isEqualTo("latitude=52.37&longitude=-4.90"
                        + "&current=temperature_2m,relative_humidity_2m,pressure_msl,wind_speed_10m,weather_code"
                        + "&wind_speed_unit=ms&timezone=GMT");
    }

    @Test
    void readsAnAnswer() {
        OpenMeteo source = new OpenMeteo(request -> bytes(ANSWER.formatted("3")));

        assertThat(source.fetch(new Place(52.37, 4.89)))
                .isEqualTo(new Observation(
                        Availability.FRESH,
                        -3.0,
                        81.0,
                        1012.3,
                        4.1,
                        "clouds",
                        Instant.parse("2026-11-21T12:15:00Z"),
                        "open-meteo"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, clear",
        "1, clear",
        "2, clouds",
        "48, fog",
        "55, drizzle",
        "63, rain",
        "82, rain",
        "75, snow",
        "86, snow",
        "96, thunderstorm",
        "42,",
        "null,",
    })
    void namesTheConditionInOneWord(String code, String word) {
        assertThat(OpenMeteo.parse(bytes(ANSWER.formatted(code))).condition()).isEqualTo(word);
    }

    @Test
    void whatIsMissingOrOddIsAbsent() {
        Observation sparse = OpenMeteo.parse(bytes("""
                        {"current":{"temperature_2m":11.5,"relative_humidity_2m":"wet","pressure_msl":null,"time":"soon"}}"""));

        assertThat(sparse)
                .isEqualTo(new Observation(Availability.FRESH, 11.5, null, null, null, null, null, "open-meteo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "null",
                "{\"main\":{\"temp\":",
                "<html>captive portal</html>",
                "{}",
                "{\"current\":{\"temperature_2m\":null}}",
                "{\"current\":{\"temperature_2m\":\"warm\"}}",
                "{\"current\":{\"temperature_2m\":1e999}}",
                "{\"current\":[1]}"
            })
    void whatIsNoWeatherIsAFailureThatSaysSo(String answer) {
        assertThatThrownBy(() -> OpenMeteo.parse(bytes(answer)))
                .isInstanceOf(WeatherFailure.class)
                .hasMessageStartingWith("open-meteo answered ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
