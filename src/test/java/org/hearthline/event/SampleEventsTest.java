package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    @Test
    void temperatureIsANestedStateChange() {
        Event event = SampleEvents.temperature("sensor.kitchen", "21.4");

        assertThat(event.entityId()).isEqualTo("sensor.kitchen");
        assertThat(event.state()).isEqualTo("21.4");
        assertThat(event.oldState()).isEqualTo("20.0");
        assertThat(event.unit()).isEqualTo("°C");
        assertThat(event.deviceClass()).isEqualTo("temperature");
        assertThat(event.time()).isEqualTo(SampleEvents.TIME);
        assertThat(event.contextId()).isEqualTo(SampleEvents.CONTEXT_ID);
    }

    @Test
    void flatFormSaysTheSameAsTheNestedOne() {
        var change = SampleEvents.change("light.hall")
                .to("on")
                .attribute("brightness", 180)
                .at(Instant.parse("2026-01-06T14:30:00Z"));

        Event flat = SampleEvents.of(change.flatJson());
        Event nested = change.event();

        assertThat(flat.id()).isEqualTo(nested.id());
        assertThat(flat.state()).isEqualTo(nested.state());
        assertThat(flat.attributes()).isEqualTo(nested.attributes());
    }

    @Test
    void removalHasNoState() {
        Event event = SampleEvents.removal("sensor.gone");

        assertThat(event.isRemoval()).isTrue();
        assertThat(event.state()).isNull();
        assertThat(event.oldState()).isEqualTo("21.4");
    }

    @Test
    void firedEventHasNoEntity() {
        Event event = SampleEvents.fired("automation_triggered", "{\"name\":\"Wake up\"}");

        assertThat(event.eventType()).isEqualTo("automation_triggered");
        assertThat(event.entityId()).isNull();
        assertThat(event.isRemoval()).isFalse();
    }
}
