package org.hearthline.enrichment;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.hearthline.GoldenCases;
import org.hearthline.StageAlone;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The weather is fresh in all cases, and configured for climate only: the other cases say nothing of it. */
class EnrichmentCasesTest {
    private static final Observation WEATHER = new Observation(
            Availability.FRESH, 11.5, 81.0, 1012.3, 4.1, "clouds", Instant.parse("2026-11-21T11:50:00Z"), "open-meteo");

    private static StageAlone stage;

    @BeforeAll
    static void start() {
        stage = new StageAlone(
                "enrichment",
                Map.of("door.weather", "direct:weather", "door.storage", "direct:next"),
                Map.of("normaliser", new Normaliser(), "weatherEnricher", new WeatherEnricher(List.of("climate"))),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:weather").setBody(constant(WEATHER));
                    }
                });
    }

    @AfterAll
    static void stop() throws IOException {
        stage.close();
    }

    static List<String> cases() {
        return GoldenCases.of("enrichment");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsAsExpected(String name) throws IOException {
        new GoldenCases("enrichment", stage).run(name);
    }
}
