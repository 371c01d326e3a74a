package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.hearthline.Pipeline.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that asks its callers for a key. */
@TestInstance(Lifecycle.PER_CLASS)
final class ApiKeyTest {
    private static final String KEY = "0123456789abcdef-key";

    @TempDir
    static Path dataDir;

    private Pipeline pipeline;

    @BeforeAll
    void start() {
        pipeline = Pipeline.start(dataDir, Map.of("stages", "validation", "api.key", KEY));
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openapi.yaml",
                "/validation/openapi.yaml",
                "/metrics",
                "/api/v1/metrics",
                "/api/v1/events",
                "/api/v1/events/health",
                "/health/../api/v1/metrics",
                "/x/health/y",
                "/nowhere"
            })
    void refusesWhoHasNoKey(String path) {
        for (String shown : new String[] {"", "Bearer", "Bearer " + KEY + "x", "Basic " + KEY, KEY}) {
            HttpRequest.Builder request = HttpRequest.newBuilder(pipeline.uri(path));
            if (!shown.isEmpty()) {
                request.header("Authorization", shown);
            }
            Answered answer = pipeline.send(request);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.errorCode()).isEqualTo("UNAUTHORIZED");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.header("X-Correlation-ID")).isNotEmpty();
            assertThat(answer.body()).doesNotContain(KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/v1/health", "/health/live", "/health/ready", "/validation/health"})
    void tellsEverybodyHowItIs(String path) {
        assertThat(pipeline.get(path).status()).isEqualTo(200);
    }

    /** A browser cannot send a key with an address that somebody types: the page asks for it. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/app.js", "/key.js"})
    void showsItsPageToEverybody(String path) {
        assertThat(pipeline.get(path).status()).isEqualTo(200);
    }

    @Test
    void letsInWhoHasTheKey() {
        String event = Pipeline.event("sensor.a", "1", "2026-11-20T08:15:30Z");
        for (String scheme : new String[] {"Bearer ", "bearer "}) {
            Answered answer = pipeline.send(pipeline.posting("/api/v1/validate", "application/json", event)
                    .header("Authorization", scheme + KEY));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }
}
