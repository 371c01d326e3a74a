package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is taken out of an event is gone everywhere, and the rest stays as it was. */
class RedactionTest {
    private static final String STATES = "home, not_home,unknown";
    private final Redaction redaction = new Redaction();

    @Test
    void takesAttributesOutOfBothStates() {
        Event person = SampleEvents.change("person.anna")
                .from("home")
                .to("not_home")
                .attribute("latitude", 52.520001)
                .attribute("gps_accuracy", 12)
                .attribute("friendly_name", "Anna")
                .event();

        Event redacted = redaction.withoutAttributes(person, "latitude, longitude,gps_accuracy");

        assertThat(redacted.attributes()).containsOnlyKeys("friendly_name");
        assertThat(redacted.data().json().text()).doesNotContain("52.52", "gps_accuracy");
        assertThat(redacted.id()).isEqualTo(person.id());
        assertThat(redacted.micros()).isEqualTo(person.micros());
    }

    @Test
    void putsOneWordForEveryOtherState() {
        Event person =
                SampleEvents.change("person.anna").from("School").to("Work").event();

        Event redacted = redaction.onlyStates(person, STATES, "not_home");

        assertThat(redacted.state()).isEqualTo("not_home");
        assertThat(redacted.oldState()).isEqualTo("not_home");
        assertThat(redacted.data().json().text()).doesNotContain("Work", "School");
        assertThat(redacted.id()).isEqualTo(person.id());
        assertThat(redacted.storedNanos()).isEqualTo(person.storedNanos());
    }

    @Test
    void leavesAnEventAloneWhoseStatesAreAllowed() {
        Event home =
                SampleEvents.change("person.anna").from("not_home").to("home").event();
        Event gone = SampleEvents.removal("person.anna");
        Event fired = SampleEvents.fired("automation_triggered", "{\"state\":\"Work\"}");

        assertThat(redaction.onlyStates(home, STATES, "not_home")).isSameAs(home);
        assertThat(redaction.onlyStates(gone, STATES, "not_home").oldState()).isEqualTo("not_home");
        assertThat(redaction.onlyStates(fired, STATES, "not_home")).isSameAs(fired);
    }

    @Test
    void knowsTheFlatFormToo() {
        Event person =
                SampleEvents.of("{\"event_type\":\"state_changed\",\"entity_id\":\"person.anna\",\"state\":\"Work\","
                        + "\"old_state\":\"School\",\"attributes\":{\"latitude\":52.5,\"n\":1.10},\"timestamp\":\""
                        + Instant.EPOCH + "\"}");

        Event redacted = redaction.onlyStates(redaction.withoutAttributes(person, "latitude"), STATES, "not_home");

        assertThat(redacted.data().json().text())
                .contains("\"state\":\"not_home\"", "\"old_state\":\"not_home\"", "{\"n\":1.10}")
                .doesNotContain("Work", "School", "52.5");
        assertThat(redacted.micros()).isZero();
    }
}
