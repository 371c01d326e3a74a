package org.hearthline.routes;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.hearthline.routes.RouteGraph.Call;
import org.hearthline.routes.RouteGraph.Node;

/**
 * The doors of packaged files that must stay open, whoever replaces the file: those that routes of other files call, and those
 * that no packaged route calls, as Java does.
 */
final class NeededDoors {
    private NeededDoors() {}

    /**
     * The doors, each with the file that offers it.
     *
     * @param now the routes that are to run
     * @param camel in which routes are read, and none starts
     */
    static Map<String, String> of(RouteGraph now, CamelContext camel) {
        RouteGraph packaged = packaged(camel);
        Set<String> calledInPackaged = new TreeSet<>();
        packaged.nodes().forEach(node -> node.calls().forEach(call -> calledInPackaged.add(call.door())));
        Map<String, String> needed = new HashMap<>();
        for (Node node : packaged.nodes()) {
            String door = node.door();
            if (!door.isEmpty() && (!calledInPackaged.contains(door) || isCalled(door, node.unit(), now))) {
                needed.put(door, node.unit());
            }
        }
        return needed;
    }

    private static RouteGraph packaged(CamelContext camel) {
        Map<String, RouteBuilder> builders = new LinkedHashMap<>();
        for (RouteFile file : RouteFolder.packaged()) {
            try {
                RouteBuilder builder = RouteUnit.of(file).builder(camel);
                builder.configureRoutes(camel);
                builders.put(file.name(), builder);
            } catch (Exception e) { // as Camel's loader declares
                throw new IllegalStateException("The packaged file " + file.name() + " cannot be read", e);
            }
        }
        return RouteGraph.of(builders, camel);
    }

    private static boolean isCalled(String door, String exceptBy, RouteGraph now) {
        return now.nodes().stream()
                .filter(node -> !node.unit().equals(exceptBy))
                .flatMap(node -> node.calls().stream())
                .map(Call::door)
                .anyMatch(door::equals);
    }
}
