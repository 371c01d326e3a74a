package org.hearthline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Frame;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkCodecTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-19T20:01:20Z"), ZoneOffset.UTC);
    private final LinkCodec codec = new LinkCodec(CLOCK);
    private final Frame one = SampleEvents.frame(SampleEvents.temperature("sensor.a", "1"));

    @ParameterizedTest
    @CsvSource({"400", "404", "413", "422", "429", "500", "503"})
    void everyOtherStatusKeepsTheFrame(int status) {
        assertThatThrownBy(() -> codec.read(one, status, bytes("{\"error\":{\"message\":\"why\"}}"), null))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining(Integer.toString(status))
                .hasMessageContaining("why");
    }

    @Test
    void aRefusedKeyKeepsTheFrameAndSaysWhatToDo() {
        assertThatThrownBy(() -> codec.read(one, 401, bytes("{}"), null))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("LINK_KEY");
    }

    @Test
    void anAnswerThatIsNoJsonKeepsTheFrame() {
        assertThatThrownBy(() -> codec.read(one, 200, bytes("<html>"), null)).isInstanceOf(TransientFailure.class);
        assertThatThrownBy(() -> codec.read(one, 502, bytes("<html>"), null)).hasMessageContaining("502");
    }

    @Test
    void anAnswerAboutOtherEventsKeepsTheFrame() {
        assertThatThrownBy(() -> codec.read(one, 200, bytes("{\"accepted\":2,\"filtered\":0,\"rejected\":[]}"), null))
                .isInstanceOf(TransientFailure.class);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"7|7", "Wed, 19 Aug 2026 20:01:50 GMT|30"},
            delimiter = '|')
    void takesRetryAfterAsSecondsAndAsDate(String header, long seconds) {
        assertThatThrownBy(() -> codec.read(one, 503, bytes("{}"), header))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"soon", "99999999999999999999"})
    void ignoresARetryAfterThatItCannotRead(String header) {
        assertThatThrownBy(() -> codec.read(one, 503, bytes("{}"), header))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.retryAfter()).isEmpty());
    }

    @Test
    void aCodeOfANewerNeighbourIsARejection() {
        String answer =
                "{\"accepted\":0,\"filtered\":0,\"rejected\":[{\"index\":0,\"stage\":\"s\",\"step\":\"t\",\"error\":{\"code\":\"NEW\",\"message\":\"m\"}}]}";

        var delivery = codec.read(one, 200, bytes(answer), null);

        assertThat(delivery.rejected().get(0).fault().code()).isEqualTo(ErrorCode.REJECTED);
    }

    @Test
    void oneEventThatIsTooLargeIsRefusedUnderTheCallersIndex() {
        var delivery = codec.refused(one, "enrichment-remote-post");

        assertThat(codec.isTooLarge(413)).isTrue();
        assertThat(codec.isTooLarge(422)).isFalse();
        assertThat(delivery.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.step()).isEqualTo("enrichment-remote-post");
            assertThat(rejection.fault().code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
