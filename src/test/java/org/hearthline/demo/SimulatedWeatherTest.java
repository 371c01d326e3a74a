package org.hearthline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import org.hearthline.demo.house.Conditions;
import org.hearthline.demo.house.HouseTime;
import org.hearthline.demo.house.Sky;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedWeatherTest {
    private final Vertx vertx = Vertx.vertx();
    private final SteppedClock clock = new SteppedClock();
    private final HouseTime time = new HouseTime(clock, 120);
    private final Sky sky = new Sky(new Random(7));
    private final SimulatedWeather weather = new SimulatedWeather(vertx, 0, this::outside, clock);
    private final HttpClient http = HttpClient.newHttpClient();
    private URI address;

    @BeforeEach
    void open() {
        address = weather.start();
    }

    @AfterEach
    void close() {
        weather.close();
        Loopback.await(vertx.close());
    }

    @Test
    void openWeatherMapTellsTheWeatherOutside() throws IOException, InterruptedException {
        JsonObject answer = get("/data/2.5/weather?lat=52.37&lon=4.89&appid=any&units=metric", 200);

        assertThat(answer.getJsonObject("main").getDouble("temp"))
                .isCloseTo(outside().temperature(), within(0.01));
        assertThat(answer.getJsonObject("main").getInteger("humidity")).isBetween(0, 100);
        assertThat(answer.getJsonObject("wind").getDouble("speed"))
                .isCloseTo(outside().windSpeed(), within(0.01));
        assertThat(answer.getJsonArray("weather").getJsonObject(0).getString("main"))
                .isIn("Clear", "Clouds", "Rain");
        assertThat(answer.getJsonObject("coord").getDouble("lat")).isEqualTo(52.37);
        assertThat(answer.getLong("dt")).isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void openWeatherMapSpeaksKelvinUnlessAsked() throws IOException, InterruptedException {
        JsonObject answer = get("/data/2.5/weather?lat=52.37&lon=4.89&appid=any", 200);

        assertThat(answer.getJsonObject("main").getDouble("temp"))
                .isCloseTo(outside().temperature() + 273.15, within(0.01));
    }

    @Test
    void openWeatherMapWantsAKeyAndAPlace() throws IOException, InterruptedException {
        assertThat(get("/data/2.5/weather?lat=52.37&lon=4.89", 401).getInteger("cod"))
                .isEqualTo(401);
        assertThat(get("/data/2.5/weather?appid=any", 400).getString("message")).isEqualTo("Nothing to geocode");
    }

    @Test
    void openMeteoTellsWhatIsAskedWithItsUnits() throws IOException, InterruptedException {
        JsonObject answer = get(
                "/v1/forecast?latitude=52.37&longitude=4.89"
                        + "&current=temperature_2m,relative_humidity_2m,pressure_msl,wind_speed_10m,weather_code",
                200);

        assertThat(answer.getJsonObject("current").getDouble("temperature_2m"))
                .isCloseTo(outside().temperature(), within(0.1));
        assertThat(answer.getJsonObject("current").getDouble("wind_speed_10m"))
                .isCloseTo(outside().windSpeed() * 3.6, within(0.1));
        assertThat(answer.getJsonObject("current").getString("time")).isEqualTo("2026-11-21T08:45");
        assertThat(answer.getJsonObject("current_units").getString("wind_speed_10m"))
                .isEqualTo("km/h");
        assertThat(answer.getJsonObject("current").fieldNames()).hasSize(7);
    }

    @Test
    void openMeteoSaysWhatIsWrong() throws IOException, InterruptedException {
        assertThat(get("/v1/forecast?longitude=4.89", 400).getString("reason")).contains("latitude");
        assertThat(get("/v1/forecast?latitude=1&longitude=2&current=happiness", 400)
                        .getString("reason"))
                .contains("happiness");
    }

    @Test
    void theWeatherMoves() throws IOException, InterruptedException {
        String question = "/data/2.5/weather?lat=52.37&lon=4.89&appid=any&units=metric";
        double morning = get(question, 200).getJsonObject("main").getDouble("temp");

        clock.step(Duration.ofMinutes(3));

        assertThat(get(question, 200).getJsonObject("main").getDouble("temp")).isGreaterThan(morning);
    }

    @Test
    void otherPathsAreNotFound() throws IOException, InterruptedException {
        assertThat(get("/", 404).getString("cod")).isEqualTo("404");
    }

    private Conditions outside() {
        return sky.at(time.seconds());
    }

    private JsonObject get(String question, int status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(question)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        return new JsonObject(answer.body());
    }
}
