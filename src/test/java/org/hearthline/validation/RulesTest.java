package org.hearthline.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Recordings;
import org.hearthline.event.Rejected;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Rules rules = new Rules(Duration.ofHours(24), Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @MethodSource("recordings")
    void refusesNothingThatARealHomeAssistantSent(String recording) {
        List<Event> events = Recordings.events(recording);

        assertThat(events).isNotEmpty();
        for (Event event : events) {
            assertThatCode(() -> allRules(event)).doesNotThrowAnyException();
        }
    }

    static List<String> recordings() {
        return Recordings.live();
    }

    @Test
    void everyRuleAnswersTheVeryEventThatItWasGiven() {
        Event event = SampleEvents.temperature("sensor.kitchen", "21.4");

        assertThat(rules.checkEventType(event)).isSameAs(event);
        assertThat(rules.checkEntityId(event)).isSameAs(event);
        assertThat(rules.checkState(event)).isSameAs(event);
        assertThat(rules.checkTime(event)).isSameAs(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "light.küche",
                "sensor.温度",
                "sensor.ku\u0308che",
                "sensor.तापमान",
                "zha.0x00158d",
                "a.b",
                "_x._y",
                "sensor.\uD835\uDFD8"
            })
    void takesEntityIdsOfAnyScript(String entityId) {
        Event event = SampleEvents.change(entityId).event();

        assertThat(rules.checkEntityId(event)).isSameAs(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "kitchen",
                "sensor.",
                ".kitchen",
                "a.b.c",
                "sensor.Kitchen",
                "Sensor.kitchen",
                "light.KÜCHE",
                "light.ǅ",
                "sensor.my-lamp",
                "sensor.a b",
                " sensor.a",
                "sensor.a\n",
                "sensor.a=b",
                "sensor.{",
                "sensor.`",
                "sensor./",
                "sensor.°c",
                "sensor.\uD800"
            })
    void refusesWhatIsNoEntityId(String entityId) {
        Fault fault =
                refusal(() -> rules.checkEntityId(SampleEvents.change(entityId).event()));

        assertThat(fault.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
        assertThat(fault.details()).containsKeys("field", "issue", "expected").containsEntry("field", "entity_id");
    }

    @Test
    void entityIdHasAtMost255Characters() {
        Event longest = SampleEvents.change("sensor." + "x".repeat(248)).event();
        Event longer = SampleEvents.change("sensor." + "x".repeat(249)).event();

        assertThat(rules.checkEntityId(longest)).isSameAs(longest);
        assertThat(refusal(() -> rules.checkEntityId(longer)).details().get("issue"))
                .hasSizeLessThan(100);
    }

    @Test
    void whatOtherEventsCallEntityIdIsTheirs() {
        Event listed = SampleEvents.fired("my_event", "{\"entity_id\":\"all of them\"}");
        Event none = SampleEvents.fired("my_event", "{}");

        assertThat(listed.entityId()).isEqualTo("all of them");
        assertThat(rules.checkEntityId(listed)).isSameAs(listed);
        assertThat(rules.checkEntityId(none)).isSameAs(none);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000"})
    void refusesAnEventTypeThatSaysNothingOrBreaksTheLine(String type) {
        Fault fault = refusal(() -> rules.checkEventType(SampleEvents.fired(type, "{}")));

        assertThat(fault.details()).containsEntry("field", "event_type");
    }

    @Test
    void eventTypeHasAtMost64CharactersAsPythonCountsThem() {
        String notes = "\uD834\uDD1E".repeat(64);
        Event longest = SampleEvents.fired(notes, "{}");
        Event longer = SampleEvents.fired(notes + "x", "{}");

        assertThat(rules.checkEventType(longest)).isSameAs(longest);
        assertThat(refusal(() -> rules.checkEventType(longer)).details()).containsEntry("field", "event_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"esphome.button_pressed", "timer.finished", "mobile_app_notification_action", "Tür auf!"})
    void takesEventTypesThatIntegrationsMakeUp(String type) {
        Event event = SampleEvents.fired(type, "{}");

        assertThat(rules.checkEventType(event)).isSameAs(event);
    }

    @Test
    void stateHasAtMost255Characters() {
        Event longest = SampleEvents.change("sensor.a").to("ü".repeat(255)).event();
        Event longer = SampleEvents.change("sensor.a").to("ü".repeat(256)).event();
        Event longerBefore =
                SampleEvents.change("sensor.a").from("x".repeat(256)).event();

        assertThat(rules.checkState(longest)).isSameAs(longest);
        assertThat(refusal(() -> rules.checkState(longer)).details()).containsEntry("field", "new_state.state");
        assertThat(refusal(() -> rules.checkState(longerBefore)).details()).containsEntry("field", "old_state.state");
    }

    @Test
    void removalAndFirstStateAreFine() {
        Event removal = SampleEvents.removal("sensor.gone");
        Event first = SampleEvents.change("sensor.new").from(null).to("").event();

        assertThat(rules.checkState(removal)).isSameAs(removal);
        assertThat(rules.checkState(first)).isSameAs(first);
    }

    @Test
    void theFutureEndsAtTheLimit() {
        Event last = SampleEvents.change("sensor.a")
                .at(NOW.plus(Duration.ofHours(24)))
                .event();
        Event tooLate = SampleEvents.change("sensor.a")
                .at(NOW.plus(Duration.ofHours(24)).plusNanos(1000))
                .event();

        assertThat(rules.checkTime(last)).isSameAs(last);
        assertThat(refusal(() -> rules.checkTime(tooLate)).details())
                .containsEntry("field", "timestamp")
                .containsEntry("issue", "In the future: 2026-11-22T12:00:00.000001Z");
    }

    @Test
    void thePastHasNoLimit() {
        Event old = SampleEvents.change("sensor.a").at(Instant.EPOCH).event();

        assertThat(rules.checkTime(old)).isSameAs(old);
    }

    private Event allRules(Event event) {
        return rules.checkTime(rules.checkState(rules.checkEntityId(rules.checkEventType(event))));
    }

    private static Fault refusal(Runnable rule) {
        Rejected rejected = catchThrowableOfType(Rejected.class, rule::run);
        assertThat(rejected).isNotNull();
        return rejected.fault();
    }
}
