package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start knows of the packaged files before it has made its beans. */
final class ReadAheadTest {
    private static final String INGESTION = "ingestion.camel.yaml";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    Path folder;

    @BeforeEach
    void build() {
        camel.disableJMX();
        camel.build();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void saysWhereTheRoutesOfAFileBegin() {
        assertThat(ahead().inputs(INGESTION))
                .singleElement()
                .asString()
                .startsWith("ha:events?")
                .contains("token=RAW({{ha.token}})");
        assertThat(ahead().inputs("none.camel.yaml")).isEmpty();
    }

    @Test
    void leavesOutRoutesThatDoNotRunHere() {
        Properties settings = new Properties();
        settings.putAll(Map.of("stage.ingestion", "false"));
        camel.getPropertiesComponent().setOverrideProperties(settings);

        assertThat(ahead().inputs(INGESTION)).isEmpty();
    }

    @Test
    void knowsNothingOfAFileInWhosePlaceTheUserHasHisOwn() throws IOException {
        Files.writeString(folder.resolve(INGESTION), "[]");

        assertThat(ahead().inputs(INGESTION)).isEmpty();
    }

    @Test
    void readsEachFileOnceAndGivesItAway() {
        ReadAhead ahead = ahead();
        ahead.inputs(INGESTION);
        ahead.all();
        RouteUnit unit = RouteUnit.of(RouteFolder.packaged().stream()
                .filter(file -> file.name().equals(INGESTION))
                .findFirst()
                .orElseThrow());

        assertThat(ahead.take(unit).getRouteCollection().getRoutes())
                .as("those that were asked for their inputs")
                .hasSize(1);
        assertThat(ahead.take(unit).getRouteCollection().getRoutes())
                .as("read anew, and not configured")
                .isEmpty();
    }

    private ReadAhead ahead() {
        return ReadAhead.of(camel, new RouteFolder(folder));
    }
}
