package org.hearthline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Labels;
import org.hearthline.event.Place;
import org.hearthline.event.Recordings;
import org.hearthline.ha.RegistryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HouseRegistryTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HouseRegistry registry = new HouseRegistry();

    /** The expected ones were made from the recording by another program. */
    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void labelsEveryEntityOfARecordedHouse(String version) throws IOException {
        Map<String, JsonNode> recorded = recorded(version);
        for (RegistryKind kind : RegistryKind.values()) {
            read(kind, recorded.get("config/" + kind.word() + "_registry/list").toString());
        }
        List<String> expected = golden("labels-" + version);
        assertThat(expected).hasSizeGreaterThan(70);
        assertThat(expected.stream()
                        .map(line -> line.substring(0, line.indexOf(" | ")))
                        .map(entity -> line(entity, registry.labelsOf(entity)))
                        .toList())
                .isEqualTo(expected);
    }

    @Test
    void prefersTheEntitysOwnArea() {
        read(RegistryKind.AREA, "[{'area_id':'a','name':'Attic'},{'area_id':'b','name':'Bath'}]");
        read(RegistryKind.DEVICE, "[{'id':'d','name':'Lamp','area_id':'b'}]");
        read(
                RegistryKind.ENTITY,
                "[{'entity_id':'light.own','area_id':'a','device_id':'d'},{'entity_id':'light.its','device_id':'d'}]");
        assertThat(registry.labelsOf("light.own").area()).isEqualTo("Attic");
        assertThat(registry.labelsOf("light.its").area()).isEqualTo("Bath");
    }

    @Test
    void takesTheAreaOfTheDeviceThatTheDeviceIsAPartOf() {
        read(RegistryKind.AREA, "[{'area_id':'b','name':'Bath','floor_id':'f'}]");
        read(RegistryKind.FLOOR, "[{'floor_id':'f','name':'First'}]");
        read(
                RegistryKind.DEVICE,
                "[{'id':'hub','name':'Hub','area_id':'b'},{'id':'box','name':'Box','parent_device_id':'hub'},"
                        + "{'id':'plug','name':'Plug','parent_device_id':'box'}]");
        read(RegistryKind.ENTITY, "[{'entity_id':'switch.plug','device_id':'plug'}]");
        assertThat(registry.labelsOf("switch.plug")).isEqualTo(new Labels("Bath", "Plug", "First", List.of()));
    }

    @Test
    void givesUpOnDevicesThatAreEachOthersParts() {
        read(RegistryKind.DEVICE, "[{'id':'a','parent_device_id':'b'},{'id':'b','parent_device_id':'a'}]");
        read(RegistryKind.ENTITY, "[{'entity_id':'switch.a','device_id':'a'}]");
        assertThat(registry.labelsOf("switch.a")).isEqualTo(Labels.NONE);
    }

    @Test
    void prefersTheNameThatAUserGave() {
        read(RegistryKind.DEVICE, "[{'id':'d','name':'Shelly','name_by_user':'Boiler'}]");
        read(RegistryKind.ENTITY, "[{'entity_id':'switch.b','device_id':'d'}]");
        assertThat(registry.labelsOf("switch.b").device()).isEqualTo("Boiler");
    }

    @Test
    void leavesOutWhatItCannotName() {
        read(RegistryKind.LABEL, "[{'label_id':'w','name':'Wichtig'}]");
        read(
                RegistryKind.ENTITY,
                "[{'entity_id':'a.b','area_id':'gone','device_id':'gone','labels':['w','gone']},{'entity_id':'a.c'},{},17]");
        assertThat(registry.labelsOf("a.b")).isEqualTo(new Labels(null, null, null, List.of("Wichtig")));
        assertThat(registry.labelsOf("a.c")).isEqualTo(Labels.NONE);
    }

    @Test
    void knowsNothingOfEntitiesThatAreNotRegistered() {
        assertThat(registry.labelsOf("sensor.template")).isEqualTo(Labels.NONE);
        assertThat(registry.labelsOf(null)).isEqualTo(Labels.NONE);
    }

    @Test
    void followsWhatChanges() {
        read(RegistryKind.AREA, "[{'area_id':'a','name':'Attic'}]");
        read(RegistryKind.ENTITY, "[{'entity_id':'light.x','area_id':'a'}]");
        read(RegistryKind.AREA, "[{'area_id':'a','name':'Studio'}]");
        assertThat(registry.labelsOf("light.x").area()).isEqualTo("Studio");
        read(RegistryKind.ENTITY, "[{'entity_id':'light.y','area_id':'a'}]");
        assertThat(registry.labelsOf("light.x")).isEqualTo(Labels.NONE);
        assertThat(registry.labelsOf("light.y").area()).isEqualTo("Studio");
    }

    @Test
    void keepsARegistryThatIsNoLongerGiven() {
        read(RegistryKind.AREA, "[{'area_id':'a','name':'Attic'}]");
        read(RegistryKind.ENTITY, "[{'entity_id':'light.x','area_id':'a'}]");
        registry.unavailable(RegistryKind.ENTITY, "unauthorized");
        assertThat(registry.labelsOf("light.x").area()).isEqualTo("Attic");
    }

    @Test
    void learnsWhereTheHouseStands() {
        assertThat(registry.place()).isNull();
        registry.config(json("{'latitude':52.3731,'longitude':4.8922}"));
        assertThat(registry.place()).isEqualTo(new Place(52.3731, 4.8922));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'latitude':52}",
                "{'latitude':'52','longitude':'4'}",
                "{'latitude':91,'longitude':4}",
                "{'latitude':9,'longitude':181}"
            })
    void keepsItsPlaceWhenTheNewOneIsNone(String config) {
        registry.config(json("{'latitude':1,'longitude':2}"));
        registry.config(json(config));
        assertThat(registry.place()).isEqualTo(new Place(1, 2));
    }

    private void read(RegistryKind kind, String entries) {
        registry.registry(kind, json(entries));
    }

    /** With single quotes, for legibility; the slice begins somewhere within its source, as in a message. */
    private static JsonSlice json(String text) {
        byte[] source = ("[1," + text.replace('\'', '"') + ",2]").getBytes(StandardCharsets.UTF_8);
        return new JsonSlice(source, 3, source.length - 6);
    }

    private static String line(String entityId, Labels labels) {
        return String.join(
                " | ",
                entityId,
                orDash(labels.area()),
                orDash(labels.device()),
                orDash(labels.floor()),
                labels.labels().isEmpty() ? "-" : String.join(",", labels.labels()));
    }

    private static String orDash(String name) {
        return name == null ? "-" : name;
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream in =
                HouseRegistryTest.class.getResourceAsStream("/cases/ingestion/" + name + "/expected.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** The results of a recording, by the command that asked for them. */
    private static Map<String, JsonNode> recorded(String version) throws IOException {
        Map<Integer, String> asked = new HashMap<>();
        Map<String, JsonNode> results = new HashMap<>();
        for (Recordings.Line line : Recordings.lines(version + "/01-handshake-and-registries.ndjson.gz")) {
            if (!line.isRemark()) {
                JsonNode message = MAPPER.readTree(line.text());
                if (line.fromHomeAssistant()) {
                    results.put(asked.get(message.path("id").asInt()), message.path("result"));
                } else {
                    asked.put(message.path("id").asInt(), message.path("type").asText());
                }
            }
        }
        return results;
    }
}
