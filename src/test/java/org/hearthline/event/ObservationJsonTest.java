package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hearthline.event.Observation.Availability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationJsonTest {
    @ParameterizedTest
    @EnumSource(Availability.class)
    void arrivesAsItWasSent(Availability availability) throws Exception {
        Observation all = new Observation(
                availability, -3.5, 81.0, 1013.25, 4.1, "clear", Instant.parse("2026-01-06T14:00:00.5Z"), "open-meteo");
        Observation bare = new Observation(availability, null, null, null, null, null, null, "sim");

        assertThat(ObservationJson.read(ObservationJson.write(all))).isEqualTo(all);
        assertThat(ObservationJson.read(ObservationJson.write(bare))).isEqualTo(bare);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(ObservationJson.write(Observation.unavailable("sim")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"availability\":\"unavailable\",\"source\":\"sim\"}");
    }

    @Test
    void readingsOfAnotherTypeAreNotKnown() throws Exception {
        Observation read = read("{\"availability\":\"fresh\",\"temperature\":\"warm\",\"condition\":5}");

        assertThat(read).isEqualTo(new Observation(Availability.FRESH, null, null, null, null, null, null, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"availability\":\"odd\"}",
                "{\"availability\":\"fresh\",\"observed_at\":\"noon\"}",
                "<html>",
            })
    void refusesWhatIsNoObservation(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    private static Observation read(String json) throws IOException {
        return ObservationJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
