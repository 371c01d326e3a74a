package org.hearthline.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.hearthline.GoldenCases;
import org.hearthline.StageAlone;
import org.hearthline.event.Delivery;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValidationRouteTest {
    private final StageAlone stage = new StageAlone(
            "validation",
            Map.of("door.enrichment", "direct:next"),
            Map.of("rules", new Rules(Duration.ofHours(24), GoldenCases.CLOCK)));

    private final Event good = SampleEvents.temperature("sensor.kitchen", "21.4");
    private final Event bad = SampleEvents.change("Sensor.Kitchen").event();

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    @Test
    void refusesTheBadEventAndHandsOnTheOthers() {
        Exchange answer = stage.send(SampleEvents.frame(good, bad, good));

        assertThat(stage.handedOn())
                .singleElement()
                .satisfies(next -> assertThat(next.events()).containsExactly(good, good));
        Delivery delivery = answer.getMessage().getBody(Delivery.class);
        assertThat(delivery.accepted()).isEqualTo(2);
        assertThat(delivery.rejected()).singleElement().satisfies(this::isAboutTheBadOne);
    }

    private void isAboutTheBadOne(Rejection rejection) {
        assertThat(rejection.index()).isEqualTo(1);
        assertThat(rejection.eventId()).isEqualTo(bad.id());
        assertThat(rejection.stage()).isEqualTo("validation");
        assertThat(rejection.step()).isEqualTo("validation-entity-id");
    }

    @Test
    void answersATrialAndHandsNothingOn() {
        Exchange answer = stage.send(SampleEvents.frame(good, bad).asTrial());

        assertThat(stage.handedOn()).isEmpty();
        Frame frame = answer.getMessage().getBody(Frame.class);
        assertThat(frame.events()).containsExactly(good);
        assertThat(frame.settled().rejected()).hasSize(1);
    }

    @Test
    void manyBadEventsAreNoBrokenRoute() {
        Exchange answer = stage.send(SampleEvents.frame(java.util.Collections.nCopies(40, bad)));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Delivery.class).rejected()).hasSize(40);
    }

    @Test
    void handsOnAnEmptyFrameSoThatItsRefusedEventsAreAnswered() {
        Exchange answer = stage.send(SampleEvents.frame());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Delivery.class)).isEqualTo(Delivery.NOTHING);
    }
}
