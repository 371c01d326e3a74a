package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutePolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.addRoutePolicyFactory(new RouteMeters(meters));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void figuresGoOnWhenARouteIsLoadedAnewAndNothingOfTheOldOneStays() throws Exception {
        for (int i = 0; i < 3; i++) {
            load("named");
            send("ok");
            remove("named");
            assertThat(camel.hasServices(RoutePolicy.class)).isEmpty();
        }

        assertThat(count("camel.exchanges.total")).isEqualTo(3);
        assertThat(meters.get(RouteMeters.TIME).timer().count()).isEqualTo(3);
    }

    @Test
    void countsWhatIsInARouteThatIsTakenAway() throws Exception {
        load("named");
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Future<Object> sent = template.asyncSendBody("direct:in", "wait");
            inside.await();
            camel.getRouteController().stopRoute("named", 1, TimeUnit.MILLISECONDS);
            camel.removeRoute("named");
            go.countDown();
            assertThatThrownBy(sent::get).isInstanceOf(ExecutionException.class);
        }

        assertThat(count("camel.exchanges.total")).isOne();
        assertThat(meters.get(RouteMeters.TIME).timer().count()).isOne();
    }

    @Test
    void figuresOfARouteWithoutAnIdOfItsOwnGoWithIt() throws Exception {
        load(null);
        send("ok");
        assertThat(meters.getMeters()).isNotEmpty();
        remove(camel.getRoutes().get(0).getRouteId());

        assertThat(meters.getMeters()).isEmpty();
    }

    private void load(@Nullable String id) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from("direct:in");
                if (id != null) {
                    route.routeId(id);
                }
                route.process(RouteMetersTest.this::waitIfAsked);
            }
        });
    }

    private void waitIfAsked(Exchange exchange) throws InterruptedException {
        if (exchange.getMessage().getBody().equals("wait")) {
            inside.countDown();
            go.await();
        }
    }

    private void send(String body) throws Exception {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBody("direct:in", body);
        }
    }

    private void remove(String id) throws Exception {
        camel.getRouteController().stopRoute(id);
        camel.removeRoute(id);
    }

    private double count(String name) {
        return meters.get(name).counter().count();
    }
}
