package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.hearthline.routes.RouteFile.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dry run does with what never ends. */
final class RouteCheckTest {
    private static final String WAITS = """
            - beans:
                - name: latch
                  type: java.util.concurrent.CountDownLatch
                  constructors: {"0": 1}
                  initMethod: await
            - route: {id: own, from: {uri: "direct:own", steps: [{bean: {ref: latch, method: countDown}}]}}
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.disableJMX();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aBeanThatWaitsForEverIsCutOffAndIsAFaultOfItsFile() {
        RouteCheck check = new RouteCheck(camel, List.of(), Set.of(), Duration.ofMillis(200));

        assertThat(check(check, WAITS)).singleElement().satisfies(fault -> {
            assertThat(fault.message()).startsWith("It waits for something that does not come");
            assertThat(fault.line()).isEqualTo(5);
        });
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(check(check, WAITS.replace("initMethod: await", "initMethod: getCount")))
                .isEmpty();
    }

    private static List<RouteFault> check(RouteCheck check, String text) {
        List<RouteFile> files = new ArrayList<>(RouteFolder.packaged());
        files.add(new RouteFile("own.yaml", Origin.USER, "file:own.yaml", text));
        return check.check(Set.of("own.yaml"), RouteSet.of(files, Map.of()), RouteSet.NONE);
    }
}
