package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hearthline.event.EventData;
import org.hearthline.event.EventParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageReaderTest {
    private static final String EVENT = "{\"event_type\":\"my_event\",\"data\":{\"type\":\"x\",\"id\":9}}";

    private final MessageReader reader = new MessageReader(new EventParser(Set.of("access_token")));
    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'event','event':EVENT,'id':18}",
                "{'id':18,'type':'event','event':EVENT}",
                "{'event':EVENT,'id':18,'type':'event'}",
                " [ {'event':EVENT,'more':{'type':[1,2]},'id':18,'type':'event'} ] "
            })
    void readsAnEventWithItsKeysInAnyOrder(String message) {
        read(message);
        assertThat(told).containsExactly("event " + EVENT);
    }

    @Test
    void readsAnArrayInOrder() {
        read(
                "[{'id':1,'type':'result','success':true,'result':null},{'type':'event','event':EVENT},{'id':3,'type':'pong'},"
                        + "{'type':'event','event':EVENT}]");
        assertThat(told).containsExactly("answer 1 true null ", "event " + EVENT, "event " + EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':4,'type':'result','success':true,'result':[{'a':[1]},'ü']}",
                "{'result':[{'a':[1]},'ü'],'success':true,'type':'result','id':4}"
            })
    void keepsTheBytesOfAResult(String message) {
        read(message);
        assertThat(told).containsExactly("answer 4 true [{\"a\":[1]},\"ü\"] ");
    }

    @Test
    void readsWhyACommandFailed() {
        read("{'id':4,'type':'result','success':false,'error':{'message':'No','code':'unauthorized','more':{}}}");
        read("{'id':null,'type':'result','success':false,'error':{'code':'invalid_format'}}");
        read("{'id':'8','type':'result','success':false,'error':null}");
        assertThat(told)
                .containsExactly(
                        "answer 4 false null unauthorized: No",
                        "answer 0 false null invalid_format",
                        "answer 0 false null ");
    }

    @Test
    void readsTheHandshake() {
        read("{'type':'auth_required','ha_version':'2026.11.0'}");
        read("{'message':'Invalid access token or password','type':'auth_invalid'}");
        assertThat(told).containsExactly("auth_required 2026.11.0", "auth_invalid Invalid access token or password");
    }

    @Test
    void tellsWhatIsNoEvent() {
        read("[{'type':'event','event':17},{'type':'event','event':{'event_type':5}},{'type':'event','event':EVENT}]");
        assertThat(told).containsExactly("refused 17", "refused {\"event_type\":5}", "event " + EVENT);
    }

    @Test
    void tellsWhatItReadBeforeItMetNonsense() {
        read(
                "[{'type':'event','event':EVENT},{'type':'event','event':{'event_type':}},{'type':'event','event':EVENT}]");
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isEqualTo("event " + EVENT);
        assertThat(told.get(1)).startsWith("malformed ");
    }

    @Test
    void survivesNestingWithoutEnd() {
        read("{'type':'result','id':1,'result':" + "[".repeat(100_000) + "}");
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith("malformed ");
    }

    /** With single quotes and EVENT, for legibility. */
    private void read(String message) {
        String json = message.replace('\'', '"').replace("EVENT", EVENT);
        reader.read(json.getBytes(StandardCharsets.UTF_8), new MessageReader.Sink() {
            @Override
            public void event(EventData event) {
                told.add("event " + event.json().text());
            }

            @Override
            public void refused(Unreadable event) {
                told.add("refused " + event.json().text());
            }

            @Override
            public void answer(CommandResult answer) {
                told.add("answer " + answer.id() + " " + answer.success() + " "
                        + answer.result().text() + " " + answer.error());
            }

            @Override
            public void auth(String type, String words) {
                told.add(type + " " + words);
            }

            @Override
            public void malformed(String why) {
                told.add("malformed " + why);
            }
        });
    }
}
