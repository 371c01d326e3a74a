package org.hearthline.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejection;
import org.junit.jupiter.api.Test;

class FlowCountersTest {
    private final FlowCounters counters = new FlowCounters();

    @Test
    void receivedIsStoredAndRejectedAndFilteredAndInTheOutbox() {
        Rejection one = new Rejection(0, null, "validation", "step", Fault.of(ErrorCode.REJECTED, "no"));

        counters.received(10);
        counters.delivered(new Delivery(4, 2, List.of(one)));

        FlowCounters.Reading reading = counters.read();
        assertThat(reading).isEqualTo(new FlowCounters.Reading(10, 4, 1, 2, 0));
        assertThat(reading.inOutbox()).isEqualTo(3);
        assertThat(reading.received())
                .isEqualTo(reading.stored() + reading.rejected() + reading.filtered() + reading.inOutbox());
    }
}
