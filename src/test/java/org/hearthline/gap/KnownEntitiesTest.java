package org.hearthline.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hearthline.event.JsonSlice;
import org.hearthline.ha.RegistryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownEntitiesTest {
    @TempDir
    Path folder;

    @Test
    void remembersWhatWasEverSeenInTheOrderInWhichItWas() throws IOException {
        try (KnownEntities known = known()) {
            known.saw(List.of("sensor.b", "sensor.a", "sensor.b"));
            known.states(JsonSlice.of(
                    "[{\"attributes\":{\"entity_id\":\"light.in_a_group\",\"x\":[{\"entity_id\":\"light.deeper\"}]},"
                            + "\"entity_id\":\"sensor.c\"}]"));
            known.registry(RegistryKind.AREA, JsonSlice.of("[{\"entity_id\":\"sensor.of_an_area\"}]"));
            known.registry(RegistryKind.ENTITY, JsonSlice.of("[{\"entity_id\":\"sensor.d\",\"labels\":[]}]"));
        }
        try (KnownEntities known = known()) {
            assertThat(known.all()).containsExactly("sensor.b", "sensor.a", "sensor.c", "sensor.d");
            assertThat(known.gone()).isEmpty();
            known.states(JsonSlice.of("[{\"entity_id\":\"sensor.a\"},{\"entity_id\":\"sensor.c\"}]"));
            assertThat(known.gone()).containsExactly("sensor.b", "sensor.d");
        }
    }

    @Test
    void aKillLosesNoIdThatWasSeen() throws IOException {
        KnownEntities killed = known();
        killed.saw(List.of("sensor.a"));
        try (KnownEntities known = known()) {
            assertThat(known.all()).containsExactly("sensor.a");
        } finally {
            killed.close();
        }
    }

    @Test
    void aTornLastLineIsDroppedAndOthersFollowItWhole() throws IOException {
        Files.writeString(file(), "sensor.a\nsensor.kitch");
        try (KnownEntities known = known()) {
            assertThat(known.all()).containsExactly("sensor.a");
            known.saw(List.of("sensor.kitchen"));
        }
        assertThat(file()).hasContent("sensor.a\nsensor.kitchen\n");
    }

    @Test
    void linesThatAreNoIdsAreLeftOut() throws IOException {
        Files.write(file(), new byte[] {'s', '.', 'a', '\n', 0, 0, (byte) 0xff, '\n', 's', '.', 'b', '\n'});
        try (KnownEntities known = known()) {
            assertThat(known.all()).containsExactly("s.a", "s.b");
            known.saw(List.of("s.c"));
        }
        try (KnownEntities known = known()) {
            assertThat(known.all()).containsExactly("s.a", "s.b", "s.c");
        }
    }

    @Test
    void whatHomeAssistantWouldRefuseIsNoId() throws IOException {
        try (KnownEntities known = known()) {
            known.saw(List.of("Sensor.A", "sensor", "sensor.a b", "sensor.ü"));
            assertThat(known.all()).isEmpty();
        }
    }

    private Path file() {
        return folder.resolve("entities");
    }

    private KnownEntities known() throws IOException {
        return new KnownEntities(file());
    }
}
