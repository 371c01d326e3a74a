package org.hearthline.routes;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.CamelContextHelper;

/**
 * The packaged files that no file of the user's replaces, as a start needs them, read before beans and the user's properties are
 * there: steps and placeholders ask for them when their route is built, and no packaged file declares beans of its own. One thread.
 */
public final class ReadAhead {
    /** By location, which a user's file of the same name does not share. */
    private final Map<String, RouteBuilder> read = new HashMap<>();

    private final CamelContext camel;
    private final List<RouteFile> files;

    private ReadAhead(CamelContext camel, List<RouteFile> files) {
        this.camel = camel;
        this.files = files;
    }

    /** Reads nothing yet. */
    public static ReadAhead of(CamelContext camel, RouteFolder folder) {
        return new ReadAhead(
                camel,
                RouteFolder.packaged().stream()
                        .filter(file -> !Files.exists(folder.path().resolve(file.name())))
                        .toList());
    }

    /** Reads all of them. */
    public void all() {
        files.forEach(this::there);
    }

    /**
     * Where the routes of a file begin, as URIs with their placeholders: of those that run here and start by themselves. None, where
     * the user has a file of that name.
     */
    public List<String> inputs(String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .flatMap(file -> routes(there(file)).stream())
                .filter(route -> RoutePresence.runs(route, camel) && startsItself(route))
                .map(route -> route.getInput().getEndpointUri())
                .toList();
    }

    private boolean startsItself(RouteDefinition route) {
        return !Boolean.FALSE.equals(CamelContextHelper.parseBoolean(camel, route.getAutoStartup()));
    }

    /** Reads it, unless it has been read: then it is given away. */
    RouteBuilder take(RouteUnit unit) {
        RouteBuilder there =
                unit.file() == null ? null : read.remove(unit.file().location());
        return there == null ? read(unit) : there;
    }

    private RouteBuilder there(RouteFile file) {
        return read.computeIfAbsent(file.location(), location -> read(RouteUnit.of(file)));
    }

    private List<RouteDefinition> routes(RouteBuilder builder) {
        try {
            return builder.configureRoutes(camel).getRoutes();
        } catch (Exception e) { // as Camel declares
            throw new IllegalStateException("The routes of a packaged file cannot be read", e);
        }
    }

    private RouteBuilder read(RouteUnit unit) {
        try {
            return unit.builder(camel);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // as Camel's loader declares
            throw new IllegalStateException("The routes of " + unit.name() + " cannot be read", e);
        }
    }
}
