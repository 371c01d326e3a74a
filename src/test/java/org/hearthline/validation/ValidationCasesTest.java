package org.hearthline.validation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hearthline.GoldenCases;
import org.hearthline.StageAlone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationCasesTest {
    private static StageAlone stage;

    @BeforeAll
    static void start() {
        stage = new StageAlone(
                "validation",
                Map.of("door.enrichment", "direct:next"),
                Map.of("rules", new Rules(Duration.ofHours(24), GoldenCases.CLOCK)));
    }

    @AfterAll
    static void stop() throws IOException {
        stage.close();
    }

    static List<String> cases() {
        return GoldenCases.of("validation");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsAsExpected(String name) throws IOException {
        new GoldenCases("validation", stage).run(name);
    }
}
