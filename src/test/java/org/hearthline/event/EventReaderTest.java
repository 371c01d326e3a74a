package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.EventReader.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final String BARE = "{'event_type':'x','data':{'n':1}}";
    private static final Clock CLOCK = Clock.fixed(SampleEvents.TIME, ZoneOffset.UTC);
    private static final EventReader READER =
            new EventReader("validation", "home", "http", new EventParser(Set.of("access_token")), CLOCK);

    @Test
    void readsOneBareEvent() {
        Batch batch = read(BARE);

        assertThat(batch.single()).isTrue();
        assertThat(batch.index()).containsExactly(0);
        assertThat(batch.refused()).isEmpty();
        Event event = batch.events().get(0);
        assertThat(event.house()).isEqualTo("home");
        assertThat(event.source()).isEqualTo("http");
        assertThat(event.correlationId()).isNull();
        assertThat(event.time()).isEqualTo(SampleEvents.TIME);
        assertThat(event.data().json().text()).isEqualTo(BARE.replace('\'', '"'));
        assertThat(event.labels()).isEqualTo(Labels.NONE);
        assertThat(event.enriched()).isEqualTo(Enriched.NOTHING);
    }

    @Test
    void readsAnEnvelopeWithKeysInAnyOrder() {
        Event event = one("{'enriched':{'value':21.4,'x_n':1,'x_t_str':'a'},'unknown':[{}],'data':" + BARE
                + ",'correlation_id':'req_1','labels':{'labels':['a','b'],'floor':'F','device':'D','area':'A'},"
                + "'house':'cabin','source':'test','timestamp':'2026-01-06T14:30:00.123456Z'}");

        assertThat(event.house()).isEqualTo("cabin");
        assertThat(event.source()).isEqualTo("test");
        assertThat(event.correlationId()).isEqualTo("req_1");
        assertThat(event.time()).hasToString("2026-01-06T14:30:00.123456Z");
        assertThat(event.labels()).isEqualTo(new Labels("A", "D", "F", List.of("a", "b")));
        assertThat(event.value()).isEqualTo(21.4);
        assertThat(event.enriched().fields())
                .containsEntry("n", 1.0)
                .containsEntry("t", "a")
                .hasSize(2);
        assertThat(event.data().json().text()).isEqualTo(BARE.replace('\'', '"'));
        assertThat(event.id())
                .isEqualTo(EventId.ofContext("cabin", "x", "", event.micros(), JsonSlice.of("{\"n\":1}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event_id':null,'house':null,'source':null,'correlation_id':null,'timestamp':null,'labels':null,'enriched':null,'data':{'event_type':'x','data':{'n':1}}}",
                "{'labels':'none','enriched':[1],'event_id':5,'data':{'event_type':'x','data':{'n':1}}}",
                "{'labels':{},'enriched':{},'event_id':{'a':[]},'data':{'event_type':'x','data':{'n':1}}}",
            })
    void whatAnEnvelopeDoesNotSayIsAsForABareEvent(String envelope) {
        assertThat(one(envelope)).isEqualTo(one(BARE));
    }

    @Test
    void takesTheEventsOwnTimeBeforeTheEnvelopes() {
        Event event = one(
                "{'timestamp':'2001-01-01T00:00:00Z','data':{'event_type':'x','time_fired':'2026-01-06T14:30:00Z'}}");

        assertThat(event.time()).hasToString("2026-01-06T14:30:00Z");
    }

    @Test
    void keepsACallersIdWhenItIsAUuid() {
        Event event = one("{'event_id':'11111111-AAAA-1111-1111-1111111111ff','data':" + BARE + "}");

        assertThat(event.id()).isEqualTo(UUID.fromString("11111111-aaaa-1111-1111-1111111111ff"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "evt_0000000000000000000000000000000x",
                "11111111-1111-1111-1111-11111111111g",
                "+1111111-1111-1111-1111-111111111111",
                "111111111111111111111111111111111111",
            })
    void givesItsOwnIdWhenTheCallersIsNoUuid(String id) {
        assertThat(one("{'event_id':'" + id + "','data':" + BARE + "}").id())
                .isEqualTo(one(BARE).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'house':5,'data':{'event_type':'x'}} | house | Wrong type number",
                "{'source':[{}],'data':{'event_type':'x'}} | source | Wrong type array",
                "{'correlation_id':{},'data':{'event_type':'x'}} | correlation_id | Wrong type object",
                "{'timestamp':1767709800,'data':{'event_type':'x'}} | timestamp | Wrong type number",
                "{'timestamp':'yesterday','data':{'event_type':'x'}} | timestamp | Not a time: yesterday",
                "{'data':'text'} | event | Not an object",
                "{'data':null} | event | Not an object",
                "{'data':{}} | event_type | Missing required field",
                "{} | event_type | Missing required field",
            })
    void refusesAnEnvelopeThatIsWrong(String envelope, String field, String issue) {
        Batch batch = read(envelope);

        assertThat(batch.events()).isEmpty();
        assertThat(batch.single()).isTrue();
        Rejection refused = batch.refused().get(0);
        assertThat(refused.fault().details()).containsEntry("field", field).containsEntry("issue", issue);
        assertThat(refused.index()).isZero();
        assertThat(refused.eventId()).isNull();
        assertThat(refused.stage()).isEqualTo("validation");
        assertThat(refused.step()).isEqualTo("validation-door");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%1$s, 5, %1$s, ['deep',[{}]], 'text', {'house':[{}],'data':{}}, {'event_type':{'a':[1]}}, null, %1$s]",
                "[%1$s, [] , %1$s, true, {}, 1.5, {'data':[1,{}]}, {'timestamp':'x','data':{'a':[{}]}}, %1$s]",
            })
    void badEventsStandAmongGoodOnesWithTheirIndex(String body) {
        Batch batch = read(body.formatted(BARE));

        assertThat(batch.single()).isFalse();
        assertThat(batch.events()).hasSize(3).allMatch(event -> event.equals(one(BARE)));
        assertThat(batch.index()).containsExactly(0, 2, 8);
        assertThat(batch.refused()).extracting(Rejection::index).containsExactly(1, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n%s\n%s", "%s\r\n\r\n%s\r\n%s\r\n", "%s%s%s", "[%s]\n[%s,%s]", "\n  %s [%s] %s"})
    void readsLinesAndArrays(String body) {
        Batch batch = read(body.formatted(BARE, BARE, BARE));

        assertThat(batch.events()).hasSize(3);
        assertThat(batch.index()).containsExactly(0, 1, 2);
        assertThat(batch.single()).isFalse();
    }

    @Test
    void arrayOfOneIsABatch() {
        assertThat(read("[" + BARE + "]").single()).isFalse();
        assertThat(read("[" + BARE + "]").events()).hasSize(1);
    }

    @Test
    void emptyArrayIsABatchOfNothing() {
        Batch batch = read("[]");

        assertThat(batch.events()).isEmpty();
        assertThat(batch.refused()).isEmpty();
        assertThat(batch.single()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "|1|1",
                "   |1|1",
                "5|1|1",
                " 'text'|1|2",
                "null|1|1",
                "{'event_type':'x'}~ true|2|2",
                "{'event_type':'x'}~{'event_type':'x' 5}|2|19",
                "{'event_type':'x'}~~{'event_type':|3|15",
                "[{'event_type':'x'},~,]|2|1",
                "[{'event_type':'x'}|1|20",
                "{'event_type':'x'},{'event_type':'x'}|1|19",
                "{'event_type':'x'}]|1|19",
                "{'a':'^'}|1|7",
                "{'a':01}|1|7",
                "{'a':NaN}|1|9",
                "{a:1}|1|2",
                "<html>|1|1",
            })
    void refusesABodyThatIsNoJsonOrNoObjectsNamingLineAndColumn(String body, int line, int column) {
        assertThatThrownBy(
                        () -> read(body == null ? "" : body.replace('~', '\n').replace('^', '\u0001')))
                .isInstanceOfSatisfying(MalformedJson.class, fault -> {
                    assertThat(fault.line()).isEqualTo(line);
                    assertThat(fault.column()).isEqualTo(column);
                    assertThat(fault).hasMessageMatching("(?s).+");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "C3", "C3 28", "E2 82", "FF", "F8 88 80 80 80"})
    void refusesWhatIsNoUtf8(String hex) {
        byte[] bad = bytes(hex);
        byte[] body = concat(
                "{\"event_type\":\"x\",\"a\":\"".getBytes(StandardCharsets.UTF_8),
                bad,
                "\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> READER.read(body)).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void refusesOtherEncodingsThanUtf8(String charset) throws Exception {
        byte[] body = BARE.replace('\'', '"').getBytes(charset);

        assertThatThrownBy(() -> READER.read(body)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void refusesABodyNestedTooDeep() {
        String body = "[{'event_type':'x','data':" + "[".repeat(1_001) + "]".repeat(1_001) + "}]";

        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(MalformedJson.class, fault -> {
            assertThat(fault).hasMessageContaining("depth");
            assertThat(fault.line()).isPositive();
            assertThat(fault.column()).isPositive();
        });
    }

    @Test
    void readsAStringOf16Megabytes() {
        String text = "ü".repeat(8_000_000);

        Event event = one("{'event_type':'state_changed','entity_id':'a.b','state':'" + text + "'}");

        assertThat(event.state()).isEqualTo(text);
    }

    @Test
    void cutsDeniedAttributesOutOfEnvelopesToo() {
        Event event = one(
                "{'data':{'event_type':'state_changed','entity_id':'a.b','state':'1','attributes':{'access_token':'SECRET'}}}");

        assertThat(event.data().json().text()).doesNotContain("SECRET");
    }

    private static Event one(String json) {
        Batch batch = read(json);
        assertThat(batch.refused()).isEmpty();
        assertThat(batch.events()).hasSize(1);
        return batch.events().get(0);
    }

    private static Batch read(String json) {
        return READER.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String hex) {
        String[] parts = hex.split(" ");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
