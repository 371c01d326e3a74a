package org.hearthline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.health.RouteWatch;

/**
 * One stage with its real route file in a Camel context of its own. Its next door is {@code direct:next}, which takes every
 * event and keeps the frame for the test.
 */
public final class StageAlone implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final String stage;
    private final List<Frame> handedOn = new ArrayList<>();

    /**
     * @param properties what the route's placeholders stand for
     * @param beans by the names that the route uses; {@code frame} and {@code frameGate} are there
     * @param more routes around it
     */
    public StageAlone(String stage, Map<String, String> properties, Map<String, Object> beans, RouteBuilder... more) {
        this(stage, packaged(stage), properties, beans, more);
    }

    /**
     * A stage with another route file than the packaged one.
     *
     * @param yaml what the file holds
     */
    StageAlone(
            String stage,
            String yaml,
            Map<String, String> properties,
            Map<String, Object> beans,
            RouteBuilder... more) {
        this.stage = stage;
        Properties all = new Properties();
        all.putAll(properties);
        context.disableJMX();
        context.getCamelContextExtension().addInterceptStrategy(new FailedStep());
        OutboundHttp.configure(context);
        context.getPropertiesComponent().setInitialProperties(all);
        context.getRegistry().bind("frame", new FrameAggregationStrategy(new RouteWatch(java.time.Clock.systemUTC())));
        context.getRegistry().bind("frameGate", new FrameGate());
        beans.forEach(context.getRegistry()::bind);
        try {
            context.addRoutes(nextDoor());
            load("errors", packaged("errors"));
            for (RouteBuilder routes : more) {
                context.addRoutes(routes);
            }
            load(stage, yaml);
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException("Stage " + stage + " does not start", e);
        }
    }

    public CamelContext context() {
        return context;
    }

    /** Sends a frame through the stage's door and answers the exchange as it comes back. */
    public Exchange send(Frame frame) {
        return context.createProducerTemplate().request("direct:" + stage, exchange -> {
            exchange.getMessage().setBody(frame);
            if (frame.place() != null) {
                exchange.setVariable("place", frame.place());
            }
        });
    }

    /** The frames that reached the next door. */
    public List<Frame> handedOn() {
        return handedOn;
    }

    @Override
    public void close() throws IOException {
        context.close();
    }

    /** The text of a packaged route file. */
    static String packaged(String name) {
        String path = "/routes/" + name + ".camel.yaml";
        try (InputStream in = Objects.requireNonNull(StageAlone.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
    }

    private RouteBuilder nextDoor() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:next").routeId("next").process(exchange -> {
                    Frame frame = exchange.getMessage().getBody(Frame.class);
                    handedOn.add(frame);
                    exchange.getMessage().setBody(frame.settle(new Delivery(frame.size(), 0, List.of())));
                });
            }
        };
    }
}
