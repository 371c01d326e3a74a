package org.hearthline.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hearthline.event.Enriched;
import org.hearthline.event.Event;
import org.hearthline.event.Observation;
import org.hearthline.event.Recordings;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormaliserTest {
    private final Normaliser normaliser = new Normaliser();

    @Test
    void readsNumberUnitClassNameAndDuration() {
        Event event = normaliser.normalise(SampleEvents.temperature("sensor.kitchen", "21.4"));

        assertThat(event.enriched())
                .isEqualTo(new Enriched(21.4, "temperature", "°C", "Kitchen Temperature", 60.0, null, Map.of()));
    }

    @Test
    void leavesWhatHomeAssistantSaidAsItIs() {
        Event event = SampleEvents.change("media_player.hall")
                .to("72")
                .attribute("repeat", "all")
                .attribute("options", List.of("a", "b"))
                .attribute("linkquality", 92)
                .attribute("nothing", null)
                .event();

        Event normalised = normaliser.normalise(event);

        assertThat(normalised.data()).isSameAs(event.data());
        assertThat(normalised.state()).isEqualTo("72");
        assertThat(normalised.id()).isEqualTo(event.id());
    }

    @Test
    void keepsWhatWasAddedBefore() {
        Observation weather = Observation.unavailable("test");
        Event event = SampleEvents.temperature("sensor.kitchen", "21.4");
        Event before = event.with(event.enriched().withWeather(weather).withFields(Map.of("tariff", "night")));

        Event normalised = normaliser.normalise(before);

        assertThat(normalised.enriched().weather()).isEqualTo(weather);
        assertThat(normalised.enriched().fields()).containsEntry("tariff", "night");
    }

    @Test
    void removedEntityHasNoValueAndIsDescribedByItsLastState() {
        Event event = normaliser.normalise(SampleEvents.change("sensor.a")
                .from("21.4")
                .to(null)
                .attribute("unit_of_measurement", "W")
                .event());

        assertThat(event.value()).isNull();
        assertThat(event.unit()).isEqualTo("W");
        assertThat(event.enriched().durationInState()).isEqualTo(60.0);
    }

    @Test
    void eventWithoutStatesStaysAsItIs() {
        Event event = SampleEvents.fired("call_service", "{\"domain\":\"light\"}");

        assertThat(normaliser.normalise(event)).isSameAs(event);
    }

    @Test
    void firstStateHasNoDuration() {
        Event event = SampleEvents.change("light.hall").from(null).to("on").event();

        assertThat(duration(event)).isNull();
    }

    @Test
    void stateThatGoesOnHasNoDuration() {
        Event event = SampleEvents.change("light.hall").from("on").to("on").event();

        assertThat(duration(event)).isNull();
    }

    @Test
    void clockThatWasSetBackGivesNoDuration() {
        var change = SampleEvents.change("light.hall").from("off").to("on");

        assertThat(duration(change.since(SampleEvents.TIME.plusNanos(1000)).event()))
                .isNull();
        assertThat(duration(change.since(SampleEvents.TIME).event())).isEqualTo(0.0);
        assertThat(duration(change.since(SampleEvents.TIME.minus(Duration.ofDays(400)))
                        .event()))
                .isEqualTo(400 * 86_400.0);
    }

    @Test
    void oldStateWithoutTimeGivesNoDuration() {
        Event event = SampleEvents.of("""
                {"event_type":"state_changed","entity_id":"light.hall","state":"on","old_state":"off",
                 "timestamp":"2026-01-06T14:30:00Z"}""");

        assertThat(event.oldState()).isEqualTo("off");
        assertThat(duration(event)).isNull();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void normalisingTwiceChangesNothingAndNeverFails(String recording) {
        for (Event event : Recordings.events(recording)) {
            Event once = normaliser.normalise(event);

            assertThat(normaliser.normalise(once)).isEqualTo(once);
        }
    }

    static List<String> recordings() {
        return Recordings.live();
    }

    private Double duration(Event event) {
        return normaliser.normalise(event).enriched().durationInState();
    }
}
