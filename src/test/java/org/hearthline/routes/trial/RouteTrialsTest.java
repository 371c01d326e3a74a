package org.hearthline.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hearthline.JudgingBeans;
import org.hearthline.event.Observation;
import org.hearthline.event.SampleEvents;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.storage.FlatEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials end, whatever the tried file does. */
@Timeout(120)
class RouteTrialsTest {
    private static final String FILE = "enrichment.camel.yaml";
    private static final String NORMALISE = "              - bean: {id: enrichment-normalise";
    private static final String REACHED = "{bean: {id: mine-reached, ref: reached, method: countDown}}";
    private static final String ENDLESS =
            "{loop: {id: mine-loop, doWhile: true, expression: {constant: {expression: 'true'}}, steps: [{log: {id: mine-log, loggingLevel: 'OFF', message: again}}]}}";
    private static final String SLOW = "{delay: {id: mine-delay, expression: {constant: {expression: '3600000'}}}}";
    private static final String SLOW_IN_THE_THREAD =
            "{delay: {id: mine-delay, asyncDelayed: false, expression: {constant: {expression: '3600000'}}}}";
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final Clock clock = Clock.systemUTC();

    @AfterEach
    void nothingOfATrialRunsOn() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("hearthline-trial")));
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDLESS, SLOW, SLOW_IN_THE_THREAD})
    void aFileWithAStepThatNeverEndsIsGivenUpAndTheNextOneIsTried(String step) throws InterruptedException {
        RouteTrials trials = trials(LONG, () -> reached.getCount() == 0, Stream.of(stored()));

        assertThat(trials.run(request(with(REACHED, step))))
                .containsEntry("truncated", true)
                .containsEntry("events", 0);

        assertThat(trials.run(request(packaged().text()))).containsEntry("success", true);
    }

    @Test
    void aTrialThatTakesTooLongAnswersWhatItHasSeen() throws InterruptedException {
        RouteTrials trials = trials(Duration.ofMillis(300), () -> false, Stream.of(stored()));

        assertThat(trials.run(request(with(REACHED, ENDLESS)))).containsEntry("truncated", true);
    }

    @Test
    void aTrialOfStoredEventsEndsWhenTheProcessStops() throws InterruptedException {
        Stream<byte[]> pages = Stream.generate(() -> {
            reached.countDown();
            return stored();
        });
        RouteTrials trials = trials(LONG, () -> reached.getCount() == 0, pages);

        Map<String, Object> report = trials.run(request(packaged().text()));

        assertThat(report).containsEntry("truncated", true);
        assertThat((int) report.get("events")).isLessThan(100_000);
    }

    @Test
    void oneThatEndsInTimeIsWhole() throws InterruptedException {
        RouteTrials trials = trials(LONG, () -> false, Stream.of(stored()));

        assertThat(trials.run(request(with(REACHED))))
                .containsEntry("truncated", false)
                .containsEntry("events", 1)
                .containsEntry("same", 1);
        assertThat(reached.getCount()).isZero();
    }

    private RouteTrials trials(Duration longest, BooleanSupplier stopping, Stream<byte[]> pages) {
        JudgingBeans beans = new JudgingBeans(Duration.ofHours(24), List.of("*"), clock);
        Iterator<byte[]> each = pages.iterator();
        return new RouteTrials(
                new RouteTrials.Running(() -> List.of(packaged()), file -> List.of()),
                files -> new Around(
                        camel -> {
                            beans.bind(camel);
                            camel.getRegistry().bind("reached", reached);
                        },
                        Map.of(),
                        files),
                from -> new StoredLines.Pages() {
                    @Override
                    public byte[] get() {
                        return each.hasNext() ? each.next() : null;
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                },
                new FrameTap(),
                new RouteTrials.House("home", () -> null, place -> Observation.unavailable("test"), Set::of),
                new FlatEvent()::flat,
                new RouteTrials.Limits(true, longest, stopping),
                clock);
    }

    private static byte[] stored() {
        return new FlatEvent().flat(SampleEvents.temperature("sensor.kitchen", "21.4"));
    }

    private static byte[] request(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", FILE)
                .put("text", text)
                .put("limit", 100_000)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String with(String... steps) {
        StringBuilder added = new StringBuilder();
        for (String step : steps) {
            added.append("              - ").append(step).append('\n');
        }
        assertThat(packaged().text()).contains(NORMALISE);
        return packaged().text().replace(NORMALISE, added + NORMALISE);
    }

    private static RouteFile packaged() {
        return RouteFolder.packaged().stream()
                .filter(file -> file.name().equals(FILE))
                .findFirst()
                .orElseThrow();
    }
}
