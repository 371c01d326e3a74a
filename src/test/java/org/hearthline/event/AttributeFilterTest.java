package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeFilterTest {
    private static final EventParser PARSER = new EventParser(Set.of("access_token", "entity_picture"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | {}",
                "{'a':1} | {'a':1}",
                "{'access_token':'SECRET'} | {}",
                "{ 'access_token' : 'SECRET' } | {}",
                "{'access_token':'SECRET','a':1} | {'a':1}",
                "{'a':1,'access_token':'SECRET'} | {'a':1}",
                "{'a':1,'access_token':'SECRET','b':2} | {'a':1,'b':2}",
                "{'access_token':'SECRET','entity_picture':'SECRET'} | {}",
                "{'access_token':'SECRET','a':1,'entity_picture':'SECRET','access_token':'SECRET','b':2} | {'a':1,'b':2}",
                "{'access_token':{'x':['SECRET',{}]},'a':1} | {'a':1}",
                "{'access_token':['SECRET'],'a':1} | {'a':1}",
                "{'access_token':null,'a':1.10,'b':1e400,'c':-0.0,'d':12345678901234567890123} | {'a':1.10,'b':1e400,'c':-0.0,'d':12345678901234567890123}",
                "{'a' : 'x\\\\u00fc\\\\ud800 y' , 'access\\u005ftoken':'SECRET', 'ü':'é'} | {'a' : 'x\\\\u00fc\\\\ud800 y', 'ü':'é'}",
                "{'a':{'access_token':'kept, it is no attribute'},'entity_picture':'SECRET'} | {'a':{'access_token':'kept, it is no attribute'}}",
            })
    void cutsDeniedAttributesAndLeavesEveryOtherByte(String attributes, String left) {
        for (String form : FORMS) {
            EventData event = PARSER.parse(JsonSlice.of(event(form, attributes)));

            assertThat(event.json().text()).isEqualTo(event(form, left));
        }
    }

    private static final List<String> FORMS = List.of(
            "{'event_type':'state_changed', 'data':{'entity_id':'camera.a','new_state':{'state':'1','attributes':%s}, 'old_state':null}, 'x':1.10}",
            "{'event_type':'state_changed','data':{'entity_id':'camera.a','old_state':{'attributes': %s ,'state':'1'},'new_state':null}}",
            "{'event_type':'state_changed','data':{'old_state':{'state':'1','attributes':%1$s},'new_state':{'state':'1','attributes':%1$s},'entity_id':'camera.a'}}",
            "{'event_type':'state_changed','entity_id':'camera.a','state':'1','attributes':%s}");

    private static String event(String form, String attributes) {
        return form.formatted(attributes).replace('\'', '"');
    }

    @Test
    void cutsBothStatesAndKeepsWhatElseWasRead() {
        String json = SampleEvents.change("camera.door")
                .from("idle")
                .to("recording")
                .attribute("friendly_name", "Tür")
                .attribute("access_token", "SECRET")
                .attribute("device_class", "door")
                .json();

        EventData event = PARSER.parse(JsonSlice.of(json));

        assertThat(event.json().text()).doesNotContain("SECRET").contains("Tür");
        assertThat(event.json().source()).hasSize(event.json().length());
        assertThat(event.newState().attributes().asMap()).containsOnlyKeys("friendly_name", "device_class");
        assertThat(event.oldState().attributes().asMap()).containsOnlyKeys("friendly_name", "device_class");
        assertThat(event.newState().friendlyName()).isEqualTo("Tür");
        assertThat(event.entityId()).isEqualTo("camera.door");
    }

    @Test
    void cutsWithinAFrameWithoutTheFrame() throws Exception {
        String event = SampleEvents.change("camera.door")
                .attribute("entity_picture", "SECRET")
                .json();
        byte[] frame = ("[" + event + "," + event + "]").getBytes(StandardCharsets.UTF_8);
        try (var parser = EventParser.JSON.createParser(frame)) {
            parser.nextToken();
            for (int i = 0; i < 2; i++) {
                parser.nextToken();
                EventData read = PARSER.parse(parser, frame, 0);

                assertThat(read).isEqualTo(PARSER.parse(JsonSlice.of(event)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordedEventsThatHoldADeniedAttribute")
    void cutsRecordedEventsToTheSameTreeWithoutThem(JsonSlice recorded) {
        var expected = Recordings.tree(recorded.text());
        for (String state : List.of("/data/new_state/attributes", "/data/old_state/attributes")) {
            if (expected.at(state) instanceof ObjectNode attributes) {
                attributes.remove(List.of("access_token", "entity_picture"));
            }
        }

        EventData event = PARSER.parse(recorded);

        assertThat(Recordings.tree(event.json().text())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'data':[{'attributes':{'access_token':'SECRET','a':1.10}}, {'entity_picture':'SECRET'} ]} | {'data':[{'attributes':{'a':1.10}}, {} ]}",
                "[ 'access_token', {'access_token':{'access_token':1}} ] | [ 'access_token', {} ]",
                "'access_token' | 'access_token'",
                "5 | 5",
            })
    void cutsThemAnywhereOutOfWhatIsNoEvent(String json, String left) {
        byte[] frame = ("[" + json.replace('\'', '"') + "]").getBytes(StandardCharsets.UTF_8);

        JsonSlice copy = PARSER.withoutDenied(new JsonSlice(frame, 1, frame.length - 2));

        assertThat(copy.text()).isEqualTo(left.replace('\'', '"'));
    }

    @Test
    void refusesToCutWhatIsNoJson() {
        assertThatThrownBy(() -> PARSER.withoutDenied(JsonSlice.of("{"))).isInstanceOf(MalformedJson.class);
    }

    static Stream<Arguments> recordedEventsThatHoldADeniedAttribute() {
        return Recordings.live().stream()
                .flatMap(path -> Recordings.eventSlices(path).stream())
                .filter(event ->
                        event.text().contains("entity_picture") || event.text().contains("access_token"))
                .map(event -> arguments(event));
    }
}
