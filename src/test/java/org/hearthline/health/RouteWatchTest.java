package org.hearthline.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hearthline.health.RouteWatch.Failing;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.Test;

class RouteWatchTest {
    private static final String SECRET = "0123456789";

    private final RouteWatch watch = new RouteWatch(
            Clock.systemUTC(), step -> "enrichment.camel.yaml:22", words -> words.replace(SECRET, "***"));

    @Test
    void fiveOfFiveIsABrokenRoute() {
        fail("step", 5);

        assertThat(watch.brokenStep("enrichment", 5)).map(Failing::step).contains("step");
        assertThat(watch.brokenStep("enrichment", 0)).isEmpty();
        assertThat(watch.brokenStep("validation", 5)).isEmpty();
    }

    @Test
    void aRouteThatIsGoneIsNotToBeMended() {
        fail("step", 5);
        watch.brokenStep("enrichment", 5);
        assertThat(watch.status().level()).isEqualTo(Level.DEGRADED);

        watch.forget(Set.of("enrichment"));

        assertThat(watch.status().level()).isEqualTo(Level.HEALTHY);
        assertThat(watch.brokenStep("enrichment", 5)).isEmpty();
    }

    @Test
    void saysWhereTheStepStandsAlsoWhenThatIsKnownLater() {
        AtomicReference<String> place = new AtomicReference<>("its file");
        RouteWatch early = new RouteWatch(Clock.systemUTC(), step -> place.get(), words -> words);
        for (int i = 0; i < 5; i++) {
            early.failed("enrichment", "step", "oops");
        }
        assertThat(early.brokenStep("enrichment", 5)).isPresent();

        place.set("enrichment.camel.yaml:22");

        assertThat(early.status().detail()).contains("step of route enrichment in enrichment.camel.yaml:22");
    }

    @Test
    void fourOfFourIsBadData() {
        fail("step", 4);

        assertThat(watch.brokenStep("enrichment", 4)).isEmpty();
    }

    @Test
    void twentyRunningIsABrokenRouteWhateverTheFrames() {
        fail("step", 19);
        assertThat(watch.brokenStep("enrichment", 1)).isEmpty();

        fail("step", 1);

        assertThat(watch.brokenStep("enrichment", 0)).map(Failing::step).contains("step");
    }

    @Test
    void oneThatGetsThroughEndsTheRun() {
        fail("step", 19);
        watch.passed("enrichment");
        fail("step", 19);

        assertThat(watch.brokenStep("enrichment", 0)).isEmpty();
    }

    @Test
    void anotherStepIsAnotherRun() {
        fail("one", 19);
        fail("two", 19);

        assertThat(watch.brokenStep("enrichment", 0)).isEmpty();
    }

    @Test
    void healthNamesTheFileAndTheStepUntilTheRouteIsMended() {
        fail("enrichment-normalise", 5);
        watch.brokenStep("enrichment", 5);

        assertThat(watch.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(watch.status().detail())
                .contains("enrichment-normalise", "enrichment.camel.yaml:22", "the key is *** xx");
        assertThat(watch.status().detail()).hasSizeLessThan(400);

        watch.passed("enrichment");

        assertThat(watch.status().level()).isEqualTo(Level.HEALTHY);
    }

    private void fail(String step, int times) {
        for (int i = 0; i < times; i++) {
            watch.failed("enrichment", step, "the key is " + SECRET + " " + "x".repeat(500));
        }
    }
}
