package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Delivery ANSWER = new Delivery(
            2, 1, List.of(new Rejection(1, null, "storage", "storage-write", Fault.of(ErrorCode.REJECTED, "no"))));

    @Test
    void tellsOfEachEvent() {
        assertThat(ANSWER.events()).isEqualTo(4);
        assertThat(Delivery.fault(ANSWER, 4)).isEmpty();
    }

    @Test
    void isNoneWhenItTellsOfOtherEventsThanThoseOfTheFrame() {
        assertThat(Delivery.fault(ANSWER, 5)).contains("about 4 of 5 events");
    }

    @Test
    void isNothingElse() {
        assertThat(Delivery.fault("stored", 1)).get().asString().startsWith("with java.lang.String, and not");
        assertThat(Delivery.fault(null, 0)).get().asString().startsWith("with nothing, and not");
    }
}
