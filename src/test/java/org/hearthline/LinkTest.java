package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.event.Delivery;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.hearthline.http.LinkCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link to a door that takes little: what does not fit goes in parts. */
class LinkTest {
    private static final String ROUTE = """
            - routeConfiguration:
                errorHandler: {noErrorHandler: {}}
            - route:
                id: storage-remote
                from:
                  id: storage-remote-in
                  uri: direct:storage-remote
                  steps:
                    - process: {id: storage-remote-request, ref: linkRequest}
                    - to: {id: storage-remote-post, uri: "{{link.storage}}/api/v1/events", parameters: {throwExceptionOnFailure: false}}
                    - process: {id: storage-remote-answer, ref: linkAnswer}
            """;
    private static final int MOST_LINES = 2;

    private final List<Integer> posts = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int lines = (int) body.lines().count();
            posts.add(lines);
            boolean fits = lines <= MOST_LINES && !body.contains("sensor.huge");
            byte[] answer =
                    ("{\"accepted\":" + lines + ",\"filtered\":0,\"rejected\":[]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fits ? 200 : 413, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent()
                .addInitialProperty(
                        "link.storage",
                        "http://127.0.0.1:" + server.getAddress().getPort());
        camel.getRegistry().bind("linkRequest", new LinkRequestProcessor(null));
        camel.getRegistry().bind("linkAnswer", new LinkAnswerProcessor(new LinkCodec(Clock.systemUTC())));
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("link.yaml", ROUTE));
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        camel.stop();
        server.stop(0);
    }

    @Test
    void aFrameThatIsTooLargeIsHalvedUntilItFits() {
        Delivery delivery = post("sensor.a", "sensor.b", "sensor.c", "sensor.d", "sensor.e");

        assertThat(delivery).isEqualTo(new Delivery(5, 0, List.of()));
        assertThat(posts).contains(5).allSatisfy(lines -> assertThat(lines).isPositive());
    }

    @Test
    void anEventThatFitsNowhereIsRefusedAloneUnderItsOwnIndex() {
        Delivery delivery = post("sensor.a", "sensor.b", "sensor.huge", "sensor.d");

        assertThat(delivery.accepted()).isEqualTo(3);
        assertThat(delivery.rejected()).extracting(Rejection::index).containsExactly(2);
        assertThat(delivery.rejected().get(0).step()).isEqualTo("storage-remote-post");
    }

    private Delivery post(String... entities) {
        List<Event> events = IntStream.range(0, entities.length)
                .mapToObj(i -> SampleEvents.temperature(entities[i], "1"))
                .toList();
        Frame frame = SampleEvents.frame(events);
        return camel.createProducerTemplate().requestBody("direct:storage-remote", frame, Delivery.class);
    }
}
