package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.hearthline.routes.RouteFile.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Camel would build, and what would fail at the first event. */
final class SilentFaultsTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SilentFaults silent = new SilentFaults(camel);

    @BeforeEach
    void begin() throws Exception {
        camel.disableJMX();
        camel.getRegistry().bind("words", "a bean of class String");
        camel.addRoutesConfigurations(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration("kept");
            }
        });
    }

    @AfterEach
    void end() {
        camel.stop();
    }

    @Test
    void aMethodThatItsBeanHasNotIsFound() throws Exception {
        assertThat(steps("- bean: {ref: words, method: \"trim()\"}")).isEmpty();
        assertThat(steps("- bean: {ref: words, method: \"trimm()\"}"))
                .containsExactly("own.yaml:7:39: The bean 'words' has no method 'trimm': did you mean 'trim'?");
    }

    @Test
    void anExceptionWhoseClassIsMissingIsFound() throws Exception {
        assertThat(steps("- throwException: {exceptionType: java.lang.IllegalStateException}"))
                .isEmpty();
        assertThat(steps("- throwException: {exceptionType: org.example.None}"))
                .containsExactly("own.yaml:7:43: There is no class org.example.None. Is its jar in lib-ext?");
    }

    @Test
    void aPlaceholderMayBecomeAnything() throws Exception {
        assertThat(steps("- bean: {ref: words, method: \"{{method}}\"}")).isEmpty();
        assertThat(steps("- throwException: {exceptionType: \"{{class}}\"}")).isEmpty();
    }

    @Test
    void aRouteConfigurationThatIsNotThereIsFound() throws Exception {
        assertThat(configuration("kept")).isEmpty();
        assertThat(configuration("k*")).isEmpty();
        assertThat(configuration("other")).containsExactly("own.yaml:3:27: There is no routeConfiguration 'other'");
    }

    private List<String> steps(String step) throws Exception {
        RouteFile file = file("kept", step);
        return silent.steps(route(file), new FaultPlace(file, Set.of())).stream()
                .map(RouteFault::toString)
                .toList();
    }

    private List<String> configuration(String id) throws Exception {
        RouteFile file = file(id, "- log: {message: hi}");
        return silent.configuration(route(file), new FaultPlace(file, Set.of())).stream()
                .map(RouteFault::toString)
                .toList();
    }

    private RouteDefinition route(RouteFile file) throws Exception {
        RouteBuilder builder = RouteUnit.of(file).builder(camel);
        builder.configureRoutes(camel);
        return builder.getRouteCollection().getRoutes().get(0);
    }

    private static RouteFile file(String configuration, String step) {
        return new RouteFile("own.yaml", Origin.USER, "file:own.yaml", """
                - route:
                    id: r
                    routeConfigurationId: %s
                    from:
                      uri: direct:r
                      steps:
                        %s
                """.formatted(configuration, step));
    }
}
