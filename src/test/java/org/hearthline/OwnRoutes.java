package org.hearthline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** TEMPORARY stand-in for the folder of own routes. */
final class OwnRoutes {
    private static final Pattern ID = Pattern.compile("(?m)^- route:\n    id: (\\S+)");
    private final Path folder;
    private Pipeline pipeline;
    private final Map<String, String> saved = new java.util.LinkedHashMap<>();

    OwnRoutes(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    void of(Pipeline running) {
        pipeline = running;
    }

    void save(Map<String, String> files, Map<String, String> values) {
        lastFiles = files;
        lastValues = values;
        CamelContext camel = pipeline.application().camel();
        Properties all = new Properties();
        try {
            all.load(new java.io.StringReader(files.getOrDefault("routes/own.properties", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        values.forEach((name, value) -> {
            if (all.setProperty(name, value) == null) throw new IllegalArgumentException(name);
        });
        all.forEach(
                (name, value) -> camel.getPropertiesComponent().addInitialProperty(name.toString(), value.toString()));
        ((PropertiesComponent) camel.getPropertiesComponent()).getInitialProperties();
        files.forEach((path, text) -> {
            if (path.endsWith(".camel.yaml")) {
                String name = path.substring("routes/".length());
                saved.put(name, text);
                replace(camel, name, text);
            }
        });
    }

    private Map<String, String> lastFiles = Map.of();
    private Map<String, String> lastValues = Map.of();

    void savedBefore() {
        save(lastFiles, lastValues);
    }

    private void replace(CamelContext camel, String name, String text) {
        remove(camel, text);
        var configuration =
                ((org.apache.camel.model.ModelCamelContext) camel).getRouteConfigurationDefinition("best-effort");
        if (text.contains("routeConfiguration:") && configuration != null) {
            try {
                ((org.apache.camel.model.ModelCamelContext) camel).removeRouteConfiguration(configuration);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(CamelContext camel, String text) {
        List<String> ids = new ArrayList<>();
        ID.matcher(text).results().forEach(id -> ids.add(id.group(1)));
        try {
            for (String id : ids) {
                if (camel.getRoute(id) != null) {
                    camel.getRouteController().stopRoute(id);
                    camel.removeRoute(id);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void undo() {
        CamelContext camel = pipeline.application().camel();
        saved.forEach((name, text) -> {
            if (OwnRoutes.class.getResource("/routes/" + name) != null) {
                replace(camel, name, StageAlone.packaged(name.replace(".camel.yaml", "")));
            } else {
                remove(camel, text);
            }
        });
        saved.clear();
    }
}
