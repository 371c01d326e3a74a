package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.RouteSettings;
import org.hearthline.routes.OfflineRoutes;
import org.hearthline.routes.RouteFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command looks for routes: in a running process, or in the files where none runs. */
final class RoutesOptions {
    private static final String PATH = "/api/v1/routes";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(
            names = "--offline",
            description = "What the files say, without a running Hearthline. So it is also where none runs.")
    private boolean offline;

    @FunctionalInterface
    private interface Question {
        JsonNode ask() throws InterruptedException;
    }

    /** The routes, in the form of the API; with the text of each. */
    JsonNode routes(ConfigSources outside, PrintWriter err) throws InterruptedException {
        return either(
                () -> api.client(outside).ask("GET", PATH + "?source=true", null), () -> fromFiles(outside, true), err);
    }

    /** {@code {"mermaid": …}}. */
    JsonNode diagram(ConfigSources outside, PrintWriter err) throws InterruptedException {
        return either(
                () -> api.client(outside).ask("GET", PATH + "/diagram", null), () -> fromFiles(outside, false), err);
    }

    private JsonNode either(Question online, Question inFiles, PrintWriter err) throws InterruptedException {
        if (offline) {
            return inFiles.ask();
        }
        try {
            return online.ask();
        } catch (CommandFailure e) {
            if (!e.isNobodyThere() || api.isGiven()) {
                throw e;
            }
            err.println(e.getMessage() + "\nSo this is what the files say:");
            err.flush();
            return inFiles.ask();
        }
    }

    private JsonNode fromFiles(ConfigSources outside, boolean asList) {
        RouteSettings settings = ConfigLoader.routesOf(api.sources(outside));
        RouteFolder folder = new RouteFolder(settings.folder());
        try (OfflineRoutes routes = OfflineRoutes.of(folder, settings.values())) {
            return asList
                    ? MAPPER.valueToTree(routes.list(true))
                    : MAPPER.createObjectNode().put("mermaid", routes.diagram());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage() + ". More: hearthline routes validate");
        }
    }
}
