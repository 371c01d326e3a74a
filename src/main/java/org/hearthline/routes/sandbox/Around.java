package org.hearthline.routes.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.hearthline.config.Stage;
import org.hearthline.routes.RouteFile;

/**
 * What a file finds in a sandbox.
 *
 * @param beans binds those by which routes judge
 * @param properties what placeholders stand for; doors and stages are the sandbox's own
 * @param files loaded before it: route configurations and beans of other files
 */
public record Around(Consumer<CamelContext> beans, Map<String, String> properties, List<RouteFile> files) {
    public Around {
        files = List.copyOf(files);
        Map<String, String> all = new TreeMap<>(properties);
        for (Stage stage : Stage.values()) {
            all.put("stage." + stage.id(), "true");
            all.put("remote." + stage.id(), "false");
            all.put("door." + stage.id(), "direct:" + stage.id());
        }
        properties = Map.copyOf(all);
    }

    /** Without the properties, which hold secrets. */
    @Override
    public String toString() {
        return "Around" + files;
    }
}
