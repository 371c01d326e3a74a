package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private static final EventParser PARSER = new EventParser(Set.of());

    @Test
    void takesTimeFromTheNewState() {
        EventData event = parse("""
                {"event_type":"state_changed","time_fired":"2026-01-06T14:30:09Z","data":{"entity_id":"light.a",
                 "new_state":{"state":"on","last_updated":"2026-01-06T14:30:00.5Z","last_changed":"2026-01-06T14:29:00Z"}}}""");

        assertThat(event.micros()).isEqualTo(Timestamps.parseMicros("2026-01-06T14:30:00.5Z"));
        assertThat(event.newState().lastChangedMicros()).isEqualTo(Timestamps.parseMicros("2026-01-06T14:29:00Z"));
    }

    @Test
    void takesTimeFiredWhereTheNewStateNamesNoTime() {
        assertThat(parse("{'event_type':'state_changed','time_fired':'2026-01-06T14:30:09Z','data':{'entity_id':'a.b',"
                                + "'new_state':{'state':'on','last_updated':null}}}")
                        .micros())
                .isEqualTo(Timestamps.parseMicros("2026-01-06T14:30:09Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event_type':'x','time_fired':'2026-01-06T14:30:09Z','timestamp':'2001-01-01T00:00:00Z','data':{}}",
                "{'timestamp':'2001-01-01T00:00:00Z','time_fired':'2026-01-06T14:30:09Z','event_type':'x'}",
                "{'time_fired':'2026-01-06T14:30:09Z','event_type':'x','timestamp':null}",
                "{'timestamp':'2026-01-06T14:30:09Z','event_type':'x','time_fired':null}",
            })
    void prefersTimeFiredToTimestampInAnyOrder(String json) {
        assertThat(parse(json).micros()).isEqualTo(Timestamps.parseMicros("2026-01-06T14:30:09Z"));
    }

    @Test
    void eventWithoutTimeSaysSo() {
        assertThat(parse("{'event_type':'x'}").micros()).isEqualTo(EventData.NO_TIME);
        assertThat(parse("{'event_type':'state_changed','entity_id':'a.b','state':'on'}")
                        .micros())
                .isEqualTo(EventData.NO_TIME);
    }

    @Test
    void stateOfAnotherEventIsNotItsTime() {
        EventData event =
                parse("{'event_type':'state_reported','time_fired':'2026-01-06T14:30:09Z','data':{'entity_id':'a.b',"
                        + "'new_state':{'state':'on','last_updated':'2026-01-01T00:00:00Z'}}}");

        assertThat(event.micros()).isEqualTo(Timestamps.parseMicros("2026-01-06T14:30:09Z"));
        assertThat(event.newState().state()).isEqualTo("on");
    }

    @Test
    void readsKeysInAnyOrder() {
        EventData usual = parse(SampleEvents.change("light.a").from("off").json());
        EventData turned =
                parse("{'context':{'user_id':null,'parent_id':null,'id':'%s'},'data':{'new_state':{'attributes':{},"
                                .formatted(SampleEvents.CONTEXT_ID)
                        + "'last_updated':'2026-08-19T20:01:19.123456+00:00','last_changed':'2026-08-19T20:01:19.123456+00:00','state':'on'},"
                        + "'old_state':{'last_changed':'2026-08-19T20:00:19.123456+00:00','state':'off','attributes':{},"
                        + "'last_updated':'2026-08-19T20:00:19.123456+00:00'},'entity_id':'light.a'},'origin':'LOCAL',"
                        + "'time_fired':'2026-08-19T20:01:19.123456+00:00','event_type':'state_changed'}");

        assertThat(turned.micros()).isEqualTo(usual.micros());
        assertThat(turned.context()).isEqualTo(usual.context());
        assertThat(turned.newState()).isEqualTo(usual.newState());
        assertThat(turned.oldState()).isEqualTo(usual.oldState());
        assertThat(turned.entityId()).isEqualTo(usual.entityId());
        assertThat(turned.origin()).isEqualTo(usual.origin());
    }

    @Test
    void lastOfTwoEqualKeysCounts() {
        EventData event = parse(
                "{'event_type':'x','event_type':'state_changed','data':{'entity_id':'a.a','new_state':null},"
                        + "'data':{'entity_id':'a.b','new_state':{'state':'1','state':'2','attributes':{},'attributes':{'unit_of_measurement':'W'}}}}");

        assertThat(event.entityId()).isEqualTo("a.b");
        assertThat(event.newState().state()).isEqualTo("2");
        assertThat(event.newState().unit()).isEqualTo("W");
        assertThat(event.newState().attributes().asMap()).isEqualTo(Map.of("unit_of_measurement", "W"));
    }

    @Test
    void readsTheFlatForm() {
        EventData event =
                parse("{'event_type':'state_changed','entity_id':'sensor.a','state':'21.4','old_state':'21.3',"
                        + "'attributes':{'unit_of_measurement':'°C','device_class':'temperature','friendly_name':'A','n':[1,{'x':2}]},"
                        + "'timestamp':'2026-01-06T14:30:00.123456Z'}");

        assertThat(event.newState().state()).isEqualTo("21.4");
        assertThat(event.newState().lastUpdatedMicros()).isEqualTo(event.micros());
        assertThat(event.newState().lastChangedMicros()).isEqualTo(event.micros());
        assertThat(event.newState().unit()).isEqualTo("°C");
        assertThat(event.newState().deviceClass()).isEqualTo("temperature");
        assertThat(event.newState().friendlyName()).isEqualTo("A");
        assertThat(event.oldState()).isEqualTo(StateDraft.of("21.3"));
        assertThat(event.data()).isEqualTo(event.json());
        assertThat(event.micros()).isEqualTo(Timestamps.parseMicros("2026-01-06T14:30:00.123456Z"));
    }

    @Test
    void readsStatesAtTheTopToo() {
        EventData event =
                parse("{'event_type':'state_changed','entity_id':'a.b','new_state':{'state':'on'},'old_state':null}");

        assertThat(event.newState().state()).isEqualTo("on");
        assertThat(event.oldState()).isNull();
    }

    @Test
    void removalHasNoNewState() {
        EventData event = parse(
                "{'event_type':'state_changed','data':{'entity_id':'a.b','old_state':{'state':'on'},'new_state':null}}");

        assertThat(event.newState()).isNull();
        assertThat(event.oldState().state()).isEqualTo("on");
    }

    @Test
    void attributesOfAnotherTypeDescribeNothing() {
        EventData event = parse(
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':{'state':'on',"
                        + "'attributes':{'device_class':null,'unit_of_measurement':5,'friendly_name':{'en':'A'},'last':'x'}}}}");

        assertThat(event.newState().deviceClass()).isNull();
        assertThat(event.newState().unit()).isNull();
        assertThat(event.newState().friendlyName()).isNull();
        assertThat(event.newState().attributes().asMap())
                .containsEntry("last", "x")
                .hasSize(4);
    }

    @Test
    void attributesMayBeNull() {
        EventData event = parse(
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':{'state':'on','attributes':null}}}");

        assertThat(event.newState().attributes()).isEqualTo(Attributes.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event_type':'my_event','data':{'new_state':'on','old_state':{'no':'state'},'entity_id':['a.b','a.c']}}",
                "{'event_type':'my_event','data':{'new_state':{'state':5},'old_state':{'state':'x'}}}",
                "{'event_type':'my_event','state':5,'attributes':[],'data':{'old_state':{'state':'x'}}}",
            })
    void otherEventsMayUseTheNamesOfAStateChangeForAnything(String json) {
        EventData event = parse(json);

        assertThat(event.eventType()).isEqualTo("my_event");
        assertThat(event.entityId()).isNull();
        assertThat(event.newState()).isNull();
        assertThat(event.oldState()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | event_type | Missing required field | string",
                "{'event_type':null} | event_type | Missing required field | string",
                "{'event_type':5} | event_type | Wrong type number | string",
                "{'event_type':'x','time_fired':1.5e3} | time_fired | Wrong type number | string",
                "{'event_type':'x','time_fired':'soon'} | time_fired | Not a time: soon | " + Timestamps.EXPECTED,
                "{'event_type':'x','timestamp':'0123456789012345678901234567890123456789X'} | timestamp |"
                        + " Not a time: 0123456789012345678901234567890123456789… | " + Timestamps.EXPECTED,
                "{'event_type':'x','origin':true} | origin | Wrong type boolean | string",
                "{'event_type':'x','origin':false} | origin | Wrong type boolean | string",
                "{'event_type':'x','context':'c'} | context | Wrong type string | object or null",
                "{'event_type':'x','context':{'id':[1],'parent_id':'p','user_id':'u','more':[]}} | context.id | Wrong type array | string",
                "{'event_type':'x','data':[]} | data | Wrong type array | object or null",
                "{'event_type':'x','origin':{},'data':7} | origin | Wrong type object | string",
                "{'event_type':'state_changed'} | entity_id | Missing required field | string",
                "{'event_type':'state_changed','data':null} | entity_id | Missing required field | string",
                "{'event_type':'state_changed','entity_id':['a.b']} | entity_id | Wrong type array | string",
                "{'event_type':'state_changed','entity_id':'a.b'} | state | Missing required field | string",
                "{'event_type':'state_changed','entity_id':'a.b','state':21.4} | state | Wrong type number | string",
                "{'event_type':'state_changed','entity_id':'a.b','state':'1','attributes':'x'} | attributes | Wrong type string | object or null",
                "{'event_type':'state_changed','data':{'entity_id':'a.b'}} | data.new_state | Missing required field | object or null",
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':'on'}} | new_state | Wrong type string | object or null",
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':{}}} | new_state.state | Missing required field | string",
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':{'state':'1','last_updated':'x'}}} |"
                        + " new_state.last_updated | Not a time: x | " + Timestamps.EXPECTED,
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':null,'old_state':{'state':null}}} |"
                        + " old_state.state | Missing required field | string",
                "{'event_type':'state_changed','data':{'entity_id':'a.b','new_state':null,'old_state':{'state':'1','last_changed':5}}} |"
                        + " old_state.last_changed | Wrong type number | string",
            })
    void refusesAndNamesTheFirstThingThatIsWrong(String json, String field, String issue, String expected) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> parse(json));

        assertThat(refused.fault().code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
        assertThat(refused.fault().details()).isEqualTo(Map.of("field", field, "issue", issue, "expected", expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "'text'", "null", "true", "[]", "[{'event_type':'x'}]", ""})
    void refusesWhatIsNoObject(String json) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> parse(json));

        assertThat(refused.fault().details()).containsEntry("issue", "Not an object");
    }

    @Test
    void textThatIsNoJsonIsMalformed() {
        assertThatThrownBy(() -> parse("{'event_type':\n 'x',}")).isInstanceOfSatisfying(MalformedJson.class, fault -> {
            assertThat(fault.line()).isEqualTo(2);
            assertThat(fault.column()).isEqualTo(6);
        });
    }

    @Test
    void standsBehindARefusedEventAndReadsTheNext() throws Exception {
        byte[] frame = "[ {\"event_type\":[{}]} , {\"event_type\":\"ü\"}, [1], {\"event_type\":\"last\"}]"
                .getBytes(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        try (JsonParser parser = EventParser.JSON.createParser(frame)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                try {
                    EventData event = PARSER.parse(parser, frame, 0);
                    seen.append(event.eventType()).append(event.json().length()).append(' ');
                } catch (Rejected e) {
                    seen.append("refused ");
                }
            }
        }

        assertThat(seen).hasToString("refused ü19 refused last21 ");
    }

    private static EventData parse(String json) {
        return PARSER.parse(JsonSlice.of(json.replace('\'', '"')));
    }
}
