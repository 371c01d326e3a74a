package org.hearthline;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.HttpConfig;
import org.hearthline.config.JmxConfig;
import org.hearthline.http.Json;
import org.hearthline.jmx.RemoteJmx;
import org.hearthline.routes.RouteControl;
import org.hearthline.routes.RouteFailures;
import org.hearthline.routes.RouteFigures;
import org.hearthline.routes.RouteMeters;
import org.hearthline.routes.RouteReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to look into the routes of this process: its own API, remote JMX, Jolokia. */
final class InspectionWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InspectionWiring.class);

    private final JmxConfig config;
    private final HttpConfig http;
    private final MeterRegistry meters;
    private final RouteFailures failures;
    private final JolokiaProcessor jolokia;
    private @Nullable RemoteJmx remote;

    InspectionWiring(Config config, MeterRegistry meters, Clock clock) {
        this.config = config.jmx();
        this.http = config.http();
        this.meters = meters;
        this.failures = new RouteFailures(clock, FailedStep::of, config.secretValues()::masked);
        this.jolokia = new JolokiaProcessor(this.config.jolokiaWrite());
    }

    /**
     * Before the routes are made: each of them is counted from its start.
     *
     * @throws StartFailure when the port of remote JMX is taken
     */
    void configure(CamelContext camel) {
        camel.addRoutePolicyFactory(new RouteMeters(meters));
        camel.addRoutePolicyFactory((context, id, route) -> failures);
        RouteReport report = new RouteReport(camel, new RouteFigures(meters), failures);
        Registry registry = camel.getRegistry();
        registry.bind("routeReport", report);
        registry.bind("routeControl", new RouteControl(camel, report));
        registry.bind("reportAnswer", new JsonAnswerProcessor<>(Map.class, Json::bytes));
        if (config.jolokia()) {
            registry.bind("jolokia", jolokia);
        }
        config.port().ifPresent(this::listen);
    }

    /** These routes are there no more. */
    void forget(Set<String> routes) {
        failures.forget(routes);
    }

    private void listen(int port) {
        try {
            RemoteJmx started = RemoteJmx.start(
                    ManagementFactory.getPlatformMBeanServer(),
                    port,
                    http.apiKey().isPresent() ? Optional.of(http.apiKey().reveal()) : Optional.empty());
            remote = started;
            LOG.atInfo().addKeyValue("address", started.url()).log("Remote JMX listens");
        } catch (IOException e) {
            throw new StartFailure(
                    "Cannot listen for JMX on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "): set another port with JMX_PORT",
                    e);
        }
    }

    /** Where remote JMX listens. */
    Optional<String> jmxAddress() {
        return Optional.ofNullable(remote).map(RemoteJmx::url);
    }

    @Override
    public void close() {
        jolokia.close();
        RemoteJmx listening = remote;
        if (listening != null) {
            listening.close();
        }
    }
}
