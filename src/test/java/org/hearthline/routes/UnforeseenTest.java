package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody foresaw is told, and tried again. */
final class UnforeseenTest {
    @TempDir
    Path home;

    private final AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();
    private final RouteFilesHealth health = new RouteFilesHealth(Clock.systemUTC());

    @Test
    void neitherAnExceptionNorAnErrorEndsTheWatch() throws IOException {
        Path folder = home.resolve("routes");
        try (DefaultCamelContext camel = new DefaultCamelContext();
                RouteReload reload = new RouteReload(
                        camel,
                        new RouteReload.Settings(
                                folder, home.resolve("kept"), true, Duration.ofMillis(100), Set.of(), Set.of()),
                        List.of(new GeneratedRoutes("made", this::made)),
                        health,
                        ids -> {},
                        Clock.systemUTC())) {
            camel.disableJMX();
            camel.start();
            reload.load(ReadAhead.of(camel, new RouteFolder(folder)));
            reload.start();

            defect.set(new NoClassDefFoundError("org/example/Missing"));
            Files.writeString(folder.resolve("one.yaml"), route("1"));
            within().untilAsserted(() -> assertThat(detail()).contains("one.yaml", "org/example/Missing"));

            defect.set(new IllegalStateException("oops"));
            Files.writeString(folder.resolve("one.yaml"), route("2"));
            within().untilAsserted(() -> assertThat(detail()).contains("one.yaml", "oops"));
            assertThat(reload.reload().toString()).contains("oops");
            assertThat(reload.status().toString()).contains("oops");

            defect.set(null);
            within().untilAsserted(() -> assertThat(detail()).doesNotContain("oops"));
        }
    }

    private static String route(String message) {
        return "- route: {id: own, from: {uri: \"direct:own\", steps: [{log: {message: \"" + message + "\"}}]}}\n";
    }

    private String detail() {
        return health.status().detail();
    }

    private RouteBuilder made() {
        Throwable thrown = defect.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return new RouteBuilder() {
            @Override
            public void configure() {}
        };
    }

    private static ConditionFactory within() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
