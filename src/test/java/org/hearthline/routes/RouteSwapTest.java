package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.Suspendable;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.hearthline.routes.RouteFile.Origin;
import org.hearthline.routes.RouteSwap.SwapFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs after a swap, and after one that is taken back. */
final class RouteSwapTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Doors doors = new Doors();
    private final Set<String> gone = new TreeSet<>();
    private final RouteSwap swap =
            new RouteSwap(new LiveRoutes(camel), new OwnPropertiesSource(), List.of(), gone::addAll);
    private final RouteSet before = set(file("one", "one"), file("two", "two"));

    @BeforeEach
    void start() throws SwapFailed {
        camel.disableJMX();
        camel.addComponent("direct", doors);
        camel.start();
        swap.swap(before.files().keySet(), RouteSet.NONE, before);
    }

    @AfterEach
    void stop() {
        doors.stuck.clear();
        camel.stop();
    }

    @Test
    void aRouteThatDoesNotStopTakesNoOtherWithIt() {
        doors.stuck.add("one");

        SwapFailed failed = failure(set(file("one", "new"), file("two", "new-two")));

        assertThat(failed.down()).containsOnlyKeys("one");
        assertThat(status("two")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void itIsToldWhatRunsNeitherAsItIsNorAsItWas() {
        doors.shut.addAll(Set.of("one", "new"));

        SwapFailed failed = failure(set(file("one", "new"), file("two", "two-b")));

        assertThat(failed.down()).containsOnlyKeys("one");
        assertThat(failed.down().get("one")).contains("direct://one is shut");
        assertThat(status("two")).isEqualTo(ServiceStatus.Started);

        doors.shut.clear();
        assertThat(swap.raise(failed.down().keySet(), before)).isEmpty();
        assertThat(status("one")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void whatSomebodyHasStoppedOrSuspendedStaysSo() throws Exception {
        camel.getRouteController().stopRoute("one");
        camel.getRouteController().suspendRoute("two");
        RouteSet after = set(file("one", "one") + "# new", file("two", "two") + "# new");

        swap.swap(Set.of("one", "two"), before, after);
        assertHeld();
        swap.swap(Set.of("one", "two"), after, before);
        assertHeld();

        doors.shut.add("three");
        assertThat(failure(set(file("one", "one") + "# new", file("two", "three")))
                        .down())
                .isEmpty();
        assertHeld();

        camel.getRouteController().startRoute("one");
        camel.getRouteController().resumeRoute("two");
        swap.swap(Set.of("one", "two"), before, after);
        assertThat(status("one")).isEqualTo(ServiceStatus.Started);
        assertThat(status("two")).isEqualTo(ServiceStatus.Started);
    }

    private void assertHeld() {
        assertThat(status("one")).isEqualTo(ServiceStatus.Stopped);
        assertThat(status("two")).isEqualTo(ServiceStatus.Suspended);
    }

    @Test
    void itIsToldWhichRoutesAreGone() throws SwapFailed {
        swap.swap(Set.of("one", "two"), before, set(file("one", "other"), file("two", "two") + "# new"));

        assertThat(gone).containsExactly("one");
    }

    private SwapFailed failure(RouteSet after) {
        return catchThrowableOfType(SwapFailed.class, () -> swap.swap(Set.of("one", "two"), before, after));
    }

    private ServiceStatus status(String route) {
        return camel.getRouteController().getRouteStatus(route);
    }

    /** Text of a file with a route of that id behind a door of that name; the first word is the file's. */
    private static String file(String name, String route) {
        return "# " + name + "\n- route: {id: " + route + ", from: {uri: \"direct:" + route
                + "\", steps: [{log: {message: hi}}]}}\n";
    }

    private static RouteSet set(String... texts) {
        return RouteSet.of(
                Stream.of(texts)
                        .map(text -> {
                            String name = text.substring(2, text.indexOf('\n'));
                            return new RouteFile(name, Origin.USER, "file:" + name + ".yaml", text);
                        })
                        .toList(),
                Map.of());
    }

    /** Doors of which some do not open, and some do not close. */
    private static final class Doors extends DefaultComponent {
        private final Set<String> shut = ConcurrentHashMap.newKeySet();
        private final Set<String> stuck = ConcurrentHashMap.newKeySet();

        @Override
        protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new Door(this, processor, name);
                }
            };
        }

        private final class Door extends DefaultConsumer implements Suspendable {
            private final String name;

            Door(Endpoint endpoint, Processor processor, String name) {
                super(endpoint, processor);
                this.name = name;
            }

            @Override
            protected void doStart() throws Exception {
                if (shut.contains(name)) {
                    throw new IllegalStateException("direct://" + name + " is shut");
                }
                super.doStart();
            }

            @Override
            protected void doSuspend() {
                if (stuck.contains(name)) {
                    throw new IllegalStateException("direct://" + name + " is stuck");
                }
            }
        }
    }
}
