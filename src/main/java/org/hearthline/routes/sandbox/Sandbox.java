package org.hearthline.routes.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.event.Causes;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Rejection;
import org.hearthline.routes.FaultPlace;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFile;
import org.jspecify.annotations.Nullable;

/**
 * One file of routes in a Camel context of its own. Everything in it happens in the caller's thread. To be closed; one thread at
 * a time.
 */
public final class Sandbox implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Outside outside = new Outside();
    private final StepCoverage coverage;
    private final Map<String, RouteDefinition> routes = new LinkedHashMap<>();
    private final ProducerTemplate template;

    /**
     * What became of the events of a frame.
     *
     * @param outcomes one for each, in the order of the frame
     * @param sent what left the file
     */
    public record Ran(List<Outcome> outcomes, List<Sent> sent) {}

    private Sandbox(RouteFile file, BooleanSupplier over) {
        coverage = new StepCoverage(file.name(), file.text(), over);
        template = context.createProducerTemplate();
    }

    private void start(RouteFile file, Around around) throws Exception {
        Properties properties = new Properties();
        properties.putAll(around.properties());
        context.disableJMX();
        context.setAutowiredEnabled(false);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.getCamelContextExtension().setName("sandbox");
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, new InsideComponents(outside));
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        context.getExecutorServiceManager().setThreadPoolFactory(new CallersThreads());
        context.getCamelContextExtension().addInterceptStrategy(coverage);
        context.addModelLifecycleStrategy(new PlainCalls());
        around.beans().accept(context);
        // Before the routes: what is wrong with one of them is then an exception, and not a line in the log as well.
        context.start();
        for (RouteFile before : around.files()) {
            load(before);
        }
        context.addRoutes(new EachEvent());
        List<RouteDefinition> others = List.copyOf(definitions());
        load(file);
        definitions().stream()
                .filter(route -> !others.contains(route))
                .forEach(route -> routes.put(route.getRouteId(), route));
    }

    /**
     * Loads and starts a file.
     *
     * @throws CannotRun when Camel cannot read or start it
     */
    public static Sandbox open(RouteFile file, Around around) throws CannotRun {
        return open(file, around, () -> false);
    }

    /**
     * Loads and starts a file whose steps can be ended.
     *
     * @param over from when on no step does anything any more; what came of a frame then means nothing
     * @throws CannotRun when Camel cannot read or start it
     */
    public static Sandbox open(RouteFile file, Around around, BooleanSupplier over) throws CannotRun {
        Optional<RouteFault> unreadable = file.unreadable();
        if (unreadable.isPresent()) {
            throw new CannotRun(List.of(unreadable.get()));
        }
        Sandbox sandbox = new Sandbox(file, over);
        try {
            sandbox.start(file, around);
            return sandbox;
        } catch (Exception e) { // Camel declares no narrower one
            CannotRun why = new CannotRun(List.of(sandbox.fault(file, e)));
            sandbox.close();
            throw why;
        }
    }

    private RouteFault fault(RouteFile file, Exception thrown) {
        String route = thrown instanceof FailedToCreateRouteException failed
                ? failed.getRouteId()
                : thrown instanceof FailedToStartRouteException failed ? failed.getRouteId() : null;
        RouteDefinition definition = route == null ? null : context.getRouteDefinition(route);
        return new FaultPlace(file, Set.of()).of(thrown, definition);
    }

    /** Ids of the file's routes, in its order. */
    public List<String> routes() {
        return List.copyOf(routes.keySet());
    }

    /** The file's first route that goes through a frame event by event. */
    public Optional<String> frameRoute() {
        return routes.keySet().stream().filter(this::takesFrames).findFirst();
    }

    /** Whether a route's body is a frame; else it is one event. */
    public boolean takesFrames(String route) {
        RouteDefinition definition = routes.get(route);
        return definition != null
                && ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), SplitDefinition.class)
                        .stream()
                        .anyMatch(split -> "#frame".equals(split.getAggregationStrategy()));
    }

    /** Every step of the file, and whether any event has reached it so far. */
    public List<Step> steps() {
        return coverage.steps();
    }

    /**
     * Runs a frame through a route of the file.
     *
     * @param route one of {@link #routes()}
     * @param weather what the weather's door answers
     * @param answers what others outside answer; the first that fits counts
     */
    public Ran run(String route, Frame frame, Observation weather, List<OutsideAnswer> answers) {
        outside.begin(weather, answers);
        boolean whole = takesFrames(route);
        Exchange ended = template.send(whole ? endpoint(route) : EachEvent.IN, exchange -> {
            exchange.getMessage().setBody(frame);
            if (frame.place() != null) {
                exchange.setVariable("place", frame.place());
            }
            exchange.setProperty(EachEvent.ROUTE, route);
        });
        return new Ran(outcomes(frame, ended), outside.sent());
    }

    private String endpoint(String route) {
        return context.getRoute(route).getEndpoint().getEndpointUri();
    }

    private List<Outcome> outcomes(Frame frame, Exchange ended) {
        Frame left = left(ended);
        if (ended.getException() != null || left == null) {
            String why = ended.getException() == null
                    ? "The route ends with a body that is no frame"
                    : reason(ended.getException());
            return frame.events().stream()
                    .<Outcome>map(event -> new Outcome.Waits(why))
                    .toList();
        }
        Map<Integer, Rejection> rejected = new LinkedHashMap<>();
        left.settled().rejected().forEach(one -> rejected.put(one.index(), one));
        List<Outcome> outcomes = new ArrayList<>(frame.size());
        for (int i = 0; i < frame.size(); i++) {
            outcomes.add(outcome(rejected.get(i), left.held(i), ended.isRouteStop()));
        }
        return outcomes;
    }

    /** What goes on: to the next stage, or as the answer. */
    private @Nullable Frame left(Exchange ended) {
        Frame atDoor = outside.atDoor();
        return atDoor == null && ended.getMessage().getBody() instanceof Frame body ? body : atDoor;
    }

    private static Outcome outcome(@Nullable Rejection rejected, Optional<Event> held, boolean stopped) {
        if (rejected != null) {
            return new Outcome.Rejected(rejected.step(), rejected.fault());
        }
        return held.isPresent() && !stopped ? new Outcome.Kept(held.get()) : new Outcome.Filtered();
    }

    @Override
    public void close() {
        context.stop();
    }

    private List<RouteDefinition> definitions() {
        return context.getRouteDefinitions();
    }

    private void load(RouteFile file) throws Exception {
        Resource resource = ResourceHelper.fromString(file.name(), file.text());
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }

    /** Camel wraps what went wrong, several times. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause && cause instanceof RuntimeCamelException) {
            cause = cause.getCause();
        }
        return Causes.message(cause);
    }
}
