package org.hearthline;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.hearthline.config.Config;
import org.hearthline.event.Causes;

/**
 * One process of Hearthline: Camel with the routes of the stages that run here, the beans that they name, and the HTTP server.
 */
public final class Application implements AutoCloseable {
    private static final Map<String, String> CAMEL = Map.of(
            "camel.main.name", "hearthline",
            "camel.main.sourceLocationEnabled", "true",
            "camel.main.basePackageScanEnabled", "false",
            "camel.main.streamCachingEnabled", "false",
            "camel.main.shutdownTimeout", "5",
            "camel.main.shutdownLogInflightExchangesOnTimeout", "false",
            "camel.main.startupSummaryLevel", "Off",
            // Each step's own figures cost a third of what the step does; JMX switches them on where somebody looks.
            "camel.main.jmxManagementStatisticsLevel", "RoutesOnly",
            "camel.main.autoConfigurationLogSummary", "false");

    private static final Duration PATIENCE_WITH_STORE = Duration.ofSeconds(3);

    private final Config config;
    private final Wiring wiring;
    private final Main main = new Main();

    /**
     * Builds everything; asks nobody yet. The outbox begins to start, in the background: {@link #start} says if that fails, and
     * {@link #close} ends it in any case.
     */
    public Application(Config config) {
        this.config = config;
        this.wiring = Wiring.of(config);
    }

    /**
     * Returns when every route runs. Home Assistant, the store and the neighbours may be away then: they are waited for.
     *
     * @throws StartFailure when the process cannot work at all: port taken, data folder locked or not writable, broken route
     *     file
     */
    public void start() {
        CAMEL.forEach(main::addOverrideProperty);
        // Each step is an MBean only where somebody can come and look: to make them all is a tenth of the start.
        main.addOverrideProperty(
                "camel.main.jmxManagementMBeansLevel", config.jmx().isAsked() ? "Default" : "RoutesOnly");
        wiring.properties().forEach(main::addOverrideProperty);
        // Whoever runs this decides when it ends: Camel's own answer to TERM would wait twenty seconds for it.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                prepare(starting.getCamelContext());
            }
        });
        main.setRoutesCollector(new OwnRoutesCollector(wiring::load));
        try {
            main.start();
        } catch (StartFailure e) {
            close();
            throw e;
        } catch (RuntimeException e) {
            close();
            throw new StartFailure(reason(e), e);
        }
        wiring.routes().start();
    }

    /** Configuration has been read and checked: nobody else is asked. */
    private void prepare(CamelContext camel) {
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        if (!config.jmx().isAsked()) {
            camel.getManagementStrategy().setManagementObjectNameStrategy(new RoutesAsMBeans());
        }
        wiring.listen(camel);
        OutboundHttp.configure(camel);
        wiring.configure(camel);
    }

    /** Where the process listens. */
    public String address() {
        return wiring.address();
    }

    /** Where remote JMX listens; empty where it is off. */
    Optional<String> jmxAddress() {
        return wiring.jmxAddress();
    }

    /** For whoever changes routes while they run. */
    CamelContext camel() {
        return main.getCamelContext();
    }

    public Config config() {
        return config;
    }

    /**
     * Stops receiving, lets what is under way end (5 s at most), closes the store. A store that has not answered after 3 s is
     * not waited for any longer, so that routes end rather than are cut off.
     */
    @Override
    public void close() {
        wiring.closeReload();
        wiring.closeStoreAfter(PATIENCE_WITH_STORE);
        try {
            main.stop();
        } finally {
            wiring.close();
        }
    }

    /** Camel wraps what went wrong; the innermost sentence names it, and the outermost the route. */
    private static String reason(Throwable thrown) {
        String outer = Causes.message(thrown);
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String inner = Causes.message(root);
        return outer.contains(inner) ? outer : outer + ": " + inner;
    }
}
