package org.hearthline.routes.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hearthline.JudgingBeans;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.storage.FlatEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases that come with the packaged files. */
class PackagedCasesTest {
    @ParameterizedTest
    @ValueSource(strings = {"validation", "enrichment"})
    void everyCaseOfAPackagedFileGoesAsItSaysAndEveryStepIsReached(String stage) {
        CaseClock clock = new CaseClock(Clock.systemUTC());
        Around around = new Around(
                new JudgingBeans(Duration.ofHours(24), List.of("*"), clock)::bind,
                Map.of(),
                List.of(file("errors.camel.yaml")));

        TestReport report = new RouteTests("home", clock, new FlatEvent()::flat, Duration.ofMinutes(1))
                .run(file(stage + ".camel.yaml"), around, stage + ".test.yaml", text(stage + ".test.yaml"));

        assertThat(report.faults()).isEmpty();
        assertThat(report.cases())
                .hasSizeGreaterThan(5)
                .allSatisfy(one -> assertThat(one.differences()).as(one.name()).isEmpty());
        assertThat(report.steps()).hasSizeGreaterThan(3);
        assertThat(report.unreached()).isEmpty();
    }

    private static RouteFile file(String name) {
        return RouteFolder.packaged().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String name) {
        try (InputStream in = PackagedCasesTest.class.getResourceAsStream("/routes/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
