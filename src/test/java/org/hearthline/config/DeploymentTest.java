package org.hearthline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ingestion                                              | ingestion  | websocket-ingestion | 8001
                    validation                                             | validation | event-validation    | 8006
                    enrichment                                             | enrichment | enrichment-pipeline | 8002
                    weather                                                | weather    | weather             | 8005
                    storage                                                | storage    | data-storage        | 8004
                    gateway                                                | gateway    | admin-api           | 8003
                    ingestion,validation                                   | ingestion  | websocket-ingestion | 8001
                    storage,weather,enrichment                             | enrichment | enrichment-pipeline | 8002
                    storage,gateway                                        | gateway    | admin-api           | 8003
                    ingestion,validation,enrichment,weather,storage        | ingestion  | websocket-ingestion | 8001
                    gateway,ingestion,validation,enrichment,weather,storage| gateway    | hearthline          | 8080
                    ''                                                     | gateway    | hearthline          | 8080
                    """)
    void givesAProcessItsRootNameAndPort(String stages, String root, String serviceName, int port) {
        Deployment deployment = deployment(stages);

        assertThat(deployment.root().id()).isEqualTo(root);
        assertThat(deployment.serviceName()).isEqualTo(serviceName);
        assertThat(deployment.port()).isEqualTo(port);
    }

    @Test
    void tellsRoutesWhichStagesAreHereAndWhereTheOthersAre() {
        assertThat(deployment("ingestion,validation").properties())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("stage.ingestion", "true"),
                        Map.entry("stage.validation", "true"),
                        Map.entry("stage.enrichment", "false"),
                        Map.entry("stage.weather", "false"),
                        Map.entry("stage.storage", "false"),
                        Map.entry("stage.gateway", "false"),
                        Map.entry("remote.ingestion", "false"),
                        Map.entry("remote.validation", "false"),
                        Map.entry("remote.enrichment", "true"),
                        Map.entry("remote.weather", "true"),
                        Map.entry("remote.storage", "true"),
                        Map.entry("remote.gateway", "true"),
                        Map.entry("door.ingestion", "direct:ingestion"),
                        Map.entry("door.validation", "direct:validation"),
                        Map.entry("door.enrichment", "direct:enrichment-remote"),
                        Map.entry("door.weather", "direct:weather-remote"),
                        Map.entry("door.storage", "direct:storage-remote"),
                        Map.entry("door.gateway", "direct:gateway-remote"),
                        Map.entry("link.ingestion", "http://localhost:8001"),
                        Map.entry("link.validation", "http://localhost:8006"),
                        Map.entry("link.enrichment", "http://localhost:8002"),
                        Map.entry("link.weather", "http://localhost:8005"),
                        Map.entry("link.storage", "http://localhost:8004"),
                        Map.entry("link.gateway", "http://localhost:8003")));
    }

    @Test
    void stagesAreInFlowOrder() {
        assertThat(deployment("storage,validation,gateway").stages())
                .containsExactly(Stage.VALIDATION, Stage.STORAGE, Stage.GATEWAY);
        assertThat(Stage.ids()).isEqualTo("ingestion, validation, enrichment, weather, storage, gateway");
    }

    @Test
    void eachStageCallsOnlyWhatLiesBehindItButTheGatewayCallsAll() {
        assertThat(Stage.INGESTION.calls()).containsExactly(Stage.VALIDATION);
        assertThat(Stage.VALIDATION.calls()).containsExactly(Stage.ENRICHMENT);
        assertThat(Stage.ENRICHMENT.calls()).containsExactly(Stage.WEATHER, Stage.STORAGE);
        assertThat(Stage.WEATHER.calls()).isEmpty();
        assertThat(Stage.STORAGE.calls()).isEmpty();
        assertThat(Stage.GATEWAY.calls()).hasSize(5).doesNotContain(Stage.GATEWAY);
    }

    @Test
    void aProcessWithoutStagesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deployment(EnumSet.noneOf(Stage.class), Map.of(), EnumSet.noneOf(Stage.class)));
    }

    private static Deployment deployment(String stages) {
        return ConfigLoader.load(ConfigSources.none()
                        .withOption("stages", stages)
                        .withEnvironment(Map.of("HA_URL", "http://ha", "HA_TOKEN", "t")))
                .deployment();
    }
}
