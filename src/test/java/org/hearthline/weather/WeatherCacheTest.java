package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.Place;
import org.hearthline.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Time is the fake's. Only the patience of a reader is real: an hour where the source answers, so that the answer is always the
 * source's; a millisecond where it hangs.
 */
class WeatherCacheTest {
    private static final String HOME = "52.37,4.89";
    private static final String ELSEWHERE = "0.00,0.00";
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofHours(24);
    private static final Duration PATIENT = Duration.ofHours(1);
    private static final Duration IMPATIENT = Duration.ofMillis(1);

    private final FakeWeather source = new FakeWeather();
    private final Background background = new Background();
    private final List<Observation> heard = Collections.synchronizedList(new ArrayList<>());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Level levelBefore;
    private WeatherCache cache = cache(PATIENT);

    private WeatherCache cache(Duration patience) {
        return new WeatherCache(
                source,
                new WeatherTimes(FRESH, RETRY, STALE, patience),
                (place, observation) -> heard.add(observation),
                background,
                source.ticker(),
                source.clock());
    }

    @BeforeEach
    void listen() {
        log.start();
        levelBefore = logger().getLevel();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        logger().setLevel(levelBefore);
        source.gate.countDown();
        background.shutdownNow();
    }

    @Test
    void asksOnceAndAnswersFromMemoryFor15Minutes() {
        assertThat(read().temperature()).isEqualTo(1.0);
        source.pass(FRESH.minusNanos(1));
        assertThat(read()).satisfies(isFresh(1.0));
        source.pass(Duration.ofNanos(1));
        assertThat(read()).satisfies(isFresh(2.0));
        assertThat(source.asked).hasValue(2);
    }

    /** The first system's cache answered nothing but its first reader (lessons 9). */
    @Test
    void everyReadHasTheSameValues() {
        Observation first = read();

        assertThat(read()).isEqualTo(first);
        assertThat(first.humidity()).isEqualTo(81.0);
    }

    @Test
    void twentyReadersAtOnceAreOneRequest() throws Exception {
        CountDownLatch gate = source.hang();
        List<Callable<Observation>> readers = IntStream.range(0, 20)
                .<Callable<Observation>>mapToObj(i -> this::readWhileItHangs)
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            List<Future<Observation>> answers =
                    readers.stream().map(pool::submit).toList();
            await().until(() -> source.asked.get() > 0);
            gate.countDown();

            for (Future<Observation> answer : answers) {
                assertThat(answer.get()).satisfies(isFresh(1.0));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(source.asked).hasValue(1);
    }

    @Test
    void otherPlacesHaveTheirOwnWeather() {
        assertThat(read().temperature()).isEqualTo(1.0);
        assertThat(cache.answers().get(ELSEWHERE).temperature()).isEqualTo(2.0);
    }

    /** The latch opens after the reader has its answer: had it waited for the source, this would hang. */
    @Test
    void nobodyWaitsForASourceThatHangs() {
        cache = cache(IMPATIENT);
        CountDownLatch gate = source.hang();

        assertThat(readWhileItHangs()).isEqualTo(Observation.unavailable("fake"));
        assertThat(readWhileItHangs()).isEqualTo(Observation.unavailable("fake"));
        gate.countDown();

        await().untilAsserted(() -> assertThat(readWhileItHangs()).satisfies(isFresh(1.0)));
        assertThat(source.asked).hasValue(1);
    }

    @Test
    void aRequestThatHangsForMinutesIsNotMadeTwice() {
        cache = cache(IMPATIENT);
        CountDownLatch gate = source.hang();
        assertThat(readWhileItHangs().isAvailable()).isFalse();
        await().until(() -> source.asked.get() == 1);

        source.pass(RETRY.multipliedBy(10));

        assertThat(readWhileItHangs().isAvailable()).isFalse();
        assertThat(source.asked).hasValue(1);
        gate.countDown();
        await().untilAsserted(() -> assertThat(readWhileItHangs()).satisfies(isFresh(1.0)));
    }

    @Test
    void rememberAFailureFor30SecondsAndThenAskOnce() {
        source.failure = new WeatherFailure("too many requests (429)");

        IntStream.range(0, 10).forEach(i -> assertThat(read()).isEqualTo(Observation.unavailable("fake")));
        assertThat(source.asked).hasValue(1);
        source.pass(RETRY.minusNanos(1));
        read();
        assertThat(source.asked).hasValue(1);
        source.pass(Duration.ofNanos(1));
        IntStream.range(0, 10).forEach(i -> read());
        assertThat(source.asked).hasValue(2);
    }

    @Test
    void servesStaleWeatherForADayAndThenNone() {
        read();
        source.failure = new WeatherFailure("away");
        source.pass(FRESH);

        assertThat(read()).satisfies(is(Availability.STALE, 1.0));
        source.pass(STALE.minus(FRESH).minusNanos(1));
        assertThat(read()).satisfies(is(Availability.STALE, 1.0));
        source.pass(RETRY);
        assertThat(read()).isEqualTo(Observation.unavailable("fake"));
    }

    /** The first system stamped old data as fetched just now (lessons 2.5). */
    @Test
    void whatTheSourceItselfCallsStaleIsStaleAndAskedForAgainSoon() {
        AtomicInteger asked = new AtomicInteger();
        Observation old = new Observation(
                Availability.STALE, 7.0, null, null, null, null, Instant.parse("2026-11-21T12:00:00Z"), "open-meteo");
        WeatherSource stage = new WeatherSource() {
            @Override
            public String name() {
                return "weather-link";
            }

            @Override
            public Observation fetch(Place place) {
                asked.incrementAndGet();
                return old;
            }
        };
        cache = new WeatherCache(
                stage,
                new WeatherTimes(FRESH, RETRY, STALE, PATIENT),
                (place, observation) -> heard.add(observation),
                background,
                source.ticker(),
                source.clock());

        assertThat(read()).isEqualTo(old);
        source.pass(RETRY.minusNanos(1));
        assertThat(read()).isEqualTo(old);
        assertThat(asked).hasValue(1);
        source.pass(Duration.ofNanos(1));
        read();
        assertThat(asked).hasValue(2);
        assertThat(heard).isEmpty();
    }

    @Test
    void staleWeatherKeepsItsTime() {
        Instant observed = read().observedAt();
        source.failure = new WeatherFailure("away");
        source.pass(Duration.ofHours(5));

        assertThat(read().observedAt()).isEqualTo(observed);
    }

    /** The first system fell back to any town that it knew (lessons 2.5). */
    @Test
    void staleWeatherIsThatOfThePlace() {
        read();
        source.failure = new WeatherFailure("away");

        assertThat(cache.answers().get(ELSEWHERE).isAvailable()).isFalse();
    }

    @Test
    void recoversWithTheNextAnswer() {
        source.failure = new WeatherFailure("away");
        read();
        source.failure = null;
        source.pass(RETRY);

        assertThat(read()).satisfies(isFresh(2.0));
    }

    @Test
    void tellsOfEachObservationOnce() {
        read();
        read();
        source.failure = new WeatherFailure("away");
        source.pass(FRESH);
        read();
        source.failure = null;
        source.pass(RETRY);
        read();

        await().untilAsserted(() ->
                assertThat(heard).extracting(Observation::temperature).containsExactlyInAnyOrder(1.0, 3.0));
    }

    @Test
    void aListenerThatFailsSpoilsNothing() {
        cache = new WeatherCache(
                source,
                new WeatherTimes(FRESH, RETRY, STALE, PATIENT),
                (place, observation) -> {
                    throw new IllegalStateException("store is away");
                },
                background,
                source.ticker(),
                source.clock());

        assertThat(read()).satisfies(isFresh(1.0));
        await().untilAsserted(
                        () -> assertThat(messages()).containsExactly("A weather observation could not be handed on"));
        assertThat(cache.health().status().level()).isEqualTo(Status.Level.HEALTHY);
    }

    @Test
    void anUnforeseenExceptionIsAFailureLikeOthers() {
        source.failure = new IllegalStateException("bug");

        assertThat(read()).isEqualTo(Observation.unavailable("fake"));
        assertThat(cache.health().status().detail()).contains("the request failed (IllegalStateException)");
    }

    @Test
    void aKeyThatIsNoPlaceHasNoWeather() {
        assertThat(cache.answers().get("home")).isEqualTo(Observation.unavailable("fake"));
        assertThat(source.asked).hasValue(0);
    }

    @Test
    void aProcessThatStopsHasNoWeather() {
        background.shutdownNow();

        assertThat(read()).isEqualTo(Observation.unavailable("fake"));
        assertThat(source.asked).hasValue(0);
    }

    @Test
    void healthIsWhatTheLastRequestSaid() {
        assertThat(cache.health().name()).isEqualTo("weather");
        assertThat(cache.health().status())
                .isEqualTo(new Status(Status.Level.HEALTHY, "Nobody has asked fake yet", source.now()));

        Instant first = source.now();
        read();
        source.pass(FRESH);
        read();
        assertThat(cache.health().status()).isEqualTo(new Status(Status.Level.HEALTHY, "fake answers", first));

        source.failure = new WeatherAway("it refuses the key (401): check WEATHER_API_KEY");
        source.pass(FRESH);
        Instant since = source.now();
        read();
        source.pass(RETRY);
        read();
        assertThat(cache.health().status())
                .isEqualTo(new Status(
                        Status.Level.DEGRADED,
                        "No answer from fake (2 times): it refuses the key (401): check WEATHER_API_KEY."
                                + " Events go on with the last weather, or without",
                        since));

        source.failure = null;
        source.pass(RETRY);
        read();
        assertThat(cache.health().status()).isEqualTo(new Status(Status.Level.HEALTHY, "fake answers", source.now()));
    }

    @Test
    void aFailureThatLastsIsLoggedOnce() {
        source.failure = new WeatherFailure("away");
        for (int i = 0; i < 5; i++) {
            read();
            source.pass(RETRY);
        }
        source.failure = null;
        read();

        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
        assertThat(messages())
                .containsExactly(
                        "No weather: events go on with what was known last, or without", "The weather is back");
    }

    /** What a reader gets; time stands still until the background has put away what it found. */
    private Observation read() {
        Observation answer = cache.answers().get(HOME);
        background.settle();
        return answer;
    }

    private Observation readWhileItHangs() {
        return cache.answers().get(HOME);
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getMessage).toList();
    }

    private static java.util.function.Consumer<Observation> isFresh(double temperature) {
        return is(Availability.FRESH, temperature);
    }

    private static java.util.function.Consumer<Observation> is(Availability availability, double temperature) {
        return observation -> {
            assertThat(observation.availability()).isEqualTo(availability);
            assertThat(observation.temperature()).isEqualTo(temperature);
        };
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("org.hearthline.weather");
    }
}
