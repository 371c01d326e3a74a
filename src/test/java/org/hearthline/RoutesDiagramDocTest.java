package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.OfflineRoutes;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFolder;
import org.junit.jupiter.api.Test;

/**
 * docs/routes-diagram.md shows the packaged routes as they are. After a change of one:
 * {@code mvn test -Dtest=RoutesDiagramDocTest -Dupdate.docs=true} draws it anew.
 */
class RoutesDiagramDocTest {
    private static final Path PAGE = Path.of("docs/routes-diagram.md");

    @Test
    void pageShowsThePackagedRoutes() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(expected).contains("## enrichment", "direct:enrichment", "each-event", "normaliser.normalise");
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                <!-- Drawn by RoutesDiagramDocTest from src/main/resources/routes; changes belong there. -->
                # The packaged routes

                Of a process with all stages, one picture for each file; routes whose number is a setting (`delivery-<n>`, `proxy-<stage>`)
                are made at start and missing. Of your own ones: `hearthline routes diagram`. A dotted line leads to the route that is
                called; a hexagon decides.
                """);
        try (OfflineRoutes routes = OfflineRoutes.of(
                RouteFolder.packaged(),
                ConfigLoader.routesOf(ConfigSources.none()).values())) {
            for (RouteFile file : RouteFolder.packaged()) {
                String diagram = routes.diagram(file);
                if (!diagram.isEmpty()) {
                    page.append("\n## ")
                            .append(file.name().replace(".camel.yaml", ""))
                            .append("\n\n```mermaid\n")
                            .append(diagram)
                            .append("```\n");
                }
            }
        }
        return page.toString();
    }
}
