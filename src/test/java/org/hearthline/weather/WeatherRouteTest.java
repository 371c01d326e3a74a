package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.hearthline.StageAlone;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The real routes, the real sources and a real HTTP server; time is the fake's, but for the one request that times out. */
class WeatherRouteTest {
    private static final Place HOME = new Place(52.3702, 4.8952);
    private static final String KEY = "5ecret0123456789";
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final FakeWeather time = new FakeWeather();
    private final Background background = new Background();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Level levelBefore;
    private WeatherServer server;
    private StageAlone stage;
    private WeatherCache cache;

    @BeforeEach
    void start() throws IOException {
        server = new WeatherServer();
        log.start();
        root().addAppender(log);
        levelBefore = ours().getLevel();
        ours().setLevel(Level.TRACE);
        open(server.url(), OpenMeteo::new);
    }

    @AfterEach
    void stop() throws IOException {
        root().detachAppender(log);
        ours().setLevel(levelBefore);
        server.close();
        background.shutdownNow();
        stage.close();
    }

    private void open(String url, Function<WeatherFetch, WeatherSource> kind) {
        WeatherFetch fetch = request -> template().requestBody("direct:weather-fetch", request, byte[].class);
        WeatherSource source = kind.apply(fetch);
        cache = new WeatherCache(
                source,
                new WeatherTimes(FRESH, RETRY, Duration.ofHours(24), Duration.ofHours(1)),
                WeatherListener.NOBODY,
                background,
                time.ticker(),
                time.clock());
        stage = new StageAlone(
                "weather",
                Map.of("weather.api-url", url, "weather.connect-timeout", "2000", "weather.response-timeout", "5000"),
                Map.of(
                        "weatherCache", cache.answers(),
                        "weatherPlaces", new WeatherPlaces(source.name()),
                        "weatherAnswer", new WeatherAnswer()));
    }

    private void reopen(String url, Function<WeatherFetch, WeatherSource> kind) throws IOException {
        stage.close();
        open(url, kind);
    }

    @Test
    void answersTheWeatherAtAPlace() {
        Observation observation = ask(HOME);

        assertThat(observation.temperature()).isEqualTo(11.5);
        assertThat(server.requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.line())
                    .isEqualTo("/v1/forecast?latitude=52.37&longitude=4.90"
                            + "&current=temperature_2m,relative_humidity_2m,pressure_msl,wind_speed_10m,weather_code"
                            + "&wind_speed_unit=ms&timezone=GMT");
            assertThat(request.headers().get("User-agent")).containsExactly("Hearthline");
        });
    }

    @Test
    void aHouseWithoutPlaceHasNoWeather() {
        assertThat(ask(null)).isEqualTo(Observation.unavailable("open-meteo"));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void tellsTheServiceNothingOfTheCaller() {
        template()
                .requestBodyAndHeader(
                        "direct:weather-fetch", new WeatherRequest("v1/forecast", "a=b"), "Authorization", "Bearer x");

        assertThat(server.requests.get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void theBaseAddressMayHaveAPath() throws IOException {
        reopen(server.url() + "/proxy/weather", OpenMeteo::new);

        ask(HOME);

        assertThat(server.requests.get(0).line()).startsWith("/proxy/weather/v1/forecast?latitude=");
    }

    @Test
    void twentyReadersAtOnceAreOneRequest() throws Exception {
        server.gate = new java.util.concurrent.CountDownLatch(1);
        ExecutorService readers = Executors.newFixedThreadPool(20);
        try {
            List<Future<Observation>> answers = IntStream.range(0, 20)
                    .<Callable<Observation>>mapToObj(i -> () -> ask(HOME))
                    .map(readers::submit)
                    .toList();
            await().until(() -> !server.requests.isEmpty());
            server.gate.countDown();
            for (Future<Observation> answer : answers) {
                assertThat(answer.get().temperature()).isEqualTo(11.5);
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {}   | The weather service gets too many requests (429)",
                "500 | {}   | The weather service has a problem of its own (500)",
                "503 | ''   | The weather service has a problem of its own (503)",
                "401 | {}   | The weather service refuses the key (401): check WEATHER_API_KEY",
                "404 | {}   | The weather service does not know the request (404): check WEATHER_API_URL",
                "302 | {}   | The weather service does not know the request (302): check WEATHER_API_URL",
                "200 | ''   | open-meteo answered something that is no weather: check WEATHER_API_URL and the network",
                "200 | <ht> | open-meteo answered something that is no weather: check WEATHER_API_URL and the network",
                "200 | {}   | open-meteo answered without a temperature",
            })
    void aFailureIsRememberedFor30SecondsAndThenTriedOnce(int status, String body, String reason) {
        server.status = status;
        server.body = body;

        IntStream.range(0, 5).forEach(i -> assertThat(ask(HOME).isAvailable()).isFalse());
        assertThat(server.requests).hasSize(1);
        assertThat(cache.health().status().detail()).contains(reason);

        time.pass(RETRY);
        IntStream.range(0, 5).forEach(i -> ask(HOME));
        assertThat(server.requests).hasSize(2);

        server.status = 200;
        server.body = WeatherServer.WARM;
        time.pass(RETRY);
        assertThat(ask(HOME).temperature()).isEqualTo(11.5);
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        server.body = "x".repeat(WeatherAnswer.LONGEST + 1);

        assertThat(ask(HOME).isAvailable()).isFalse();
        assertThat(cache.health().status().detail()).contains("256 KiB");
    }

    @Test
    void aServiceThatCannotBeReachedIsAway() throws IOException {
        reopen("http://127.0.0.1:" + closedPort(), OpenMeteo::new);

        assertThat(ask(HOME).isAvailable()).isFalse();
        assertThat(cache.health().status().detail()).contains("it cannot be reached");
    }

    @Test
    void aServiceThatHangsIsGivenUp() throws IOException {
        stage.close();
        server.gate = new java.util.concurrent.CountDownLatch(1);
        WeatherFetch fetch = request -> template().requestBody("direct:weather-fetch", request, byte[].class);
        stage = new StageAlone(
                "weather",
                Map.of(
                        "weather.api-url", server.url(),
                        "weather.connect-timeout", "2000",
                        "weather.response-timeout", "100"),
                Map.of(
                        "weatherCache", cache.answers(),
                        "weatherPlaces", new WeatherPlaces("open-meteo"),
                        "weatherAnswer", new WeatherAnswer()));

        Throwable thrown = catchThrowable(() -> fetch.get(new WeatherRequest("v1/forecast", "a=b")));

        assertThat(Reasons.of(thrown)).isEqualTo("it did not answer in time");
    }

    @Test
    void theBreakerOpensAfterFiveFailuresAndClosesAgain() throws Exception {
        server.status = 503;
        for (int i = 0; i < 5; i++) {
            fetchFails();
        }
        assertThat(breaker().getCircuitBreakerState()).isEqualTo("OPEN");

        assertThat(fetchFails()).hasRootCauseInstanceOf(CallNotPermittedException.class);
        assertThat(server.requests).hasSize(5);

        server.status = 200;
        breaker().transitionToHalfOpenState();
        assertThat(fetch()).isNotEmpty();
        assertThat(breaker().getCircuitBreakerState()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void aRefusalOpensNoBreaker(int status) {
        server.status = status;
        for (int i = 0; i < 10; i++) {
            fetchFails();
        }

        assertThat(breaker().getCircuitBreakerState()).isEqualTo("CLOSED");
        assertThat(server.requests).hasSize(10);
    }

    /** OpenWeatherMap wants the key in the query, and exceptions of HTTP love to quote the address. */
    @Test
    void theKeyIsInNoLogNoHealthAndNoException() throws IOException {
        reopen(server.url(), fetch -> new OpenWeatherMap(fetch, KEY));
        server.body = "{}";
        for (int status : new int[] {200, 302, 401, 404, 429, 500, 502, 503, 503, 503, 503, 503}) {
            server.status = status;
            time.pass(RETRY);
            ask(HOME);
            assertThat(cache.health().status().detail()).doesNotContain(KEY);
            assertThat(messages(catchThrowable(() -> template()
                            .requestBody(
                                    "direct:weather-fetch",
                                    new OpenWeatherMap(request -> new byte[0], KEY).request(HOME),
                                    byte[].class))))
                    .doesNotContain(KEY);
        }
        reopen("http://127.0.0.1:" + closedPort(), fetch -> new OpenWeatherMap(fetch, KEY));
        ask(HOME);

        assertThat(server.requests).anyMatch(request -> request.line().contains("appid=" + KEY));
        assertThat(log.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO) || isOurs(line))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(text(line)).doesNotContain(KEY));
    }

    private Observation ask(Place place) {
        Observation answer = template().requestBody("direct:weather", place, Observation.class);
        background.settle();
        return answer;
    }

    private byte[] fetch() {
        return template().requestBody("direct:weather-fetch", new WeatherRequest("v1/forecast", "a=b"), byte[].class);
    }

    private Throwable fetchFails() {
        Throwable thrown = catchThrowable(this::fetch);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    private ProducerTemplate template() {
        return stage.context().createProducerTemplate();
    }

    private ResilienceProcessor breaker() {
        return stage.context().getProcessor("weather-fetch-breaker", ResilienceProcessor.class);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("org.hearthline");
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What others say below INFO is off (logback.xml): Apache's client logs whole requests there. */
    private static boolean isOurs(ILoggingEvent line) {
        return line.getLoggerName().startsWith("org.hearthline");
    }

    private static String text(ILoggingEvent line) {
        String trace = line.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy());
        return line.getFormattedMessage() + line.getKeyValuePairs() + trace;
    }

    private static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }
}
