package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.hearthline.ha.Ending;
import org.hearthline.ha.HaMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HaMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HaMonitor monitor = new HaMonitor(Clock.systemUTC());

    @BeforeEach
    void register() {
        HaMeters.register(monitor, meters);
    }

    @Test
    void everyCounterIsZeroAndDescribedBeforeThereIsAConnection() {
        assertThat(meters.getMeters().stream()
                        .map(meter -> meter.getId().getName().replace("hearthline.ha.", ""))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "messages",
                        "bytes",
                        "malformed",
                        "refused",
                        "unserialisable",
                        "pauses",
                        "holds",
                        "retries",
                        "reconnects",
                        "disconnects");
        assertThat(meters.find("hearthline.ha.disconnects").functionCounters()).hasSize(Ending.Cause.values().length);
        for (Meter meter : meters.getMeters()) {
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.measure())
                    .allSatisfy(one -> assertThat(one.getValue()).isZero());
        }
    }

    @Test
    void countsWhyAConnectionEnded() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("monitor", monitor);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ha:events?url=http://127.0.0.1:1&token=t&monitor=#monitor")
                            .to("log:none");
                }
            });
            camel.start();

            await().until(() -> meters.get("hearthline.ha.disconnects")
                            .tag("cause", "refused")
                            .functionCounter()
                            .count()
                    >= 1);
        }
    }
}
