package org.hearthline.routes;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the user's files of properties say for the placeholders of routes.
 *
 * @param values by key
 * @param faults of the files; what a file with faults says is not among the values
 */
record OwnProperties(Map<String, String> values, List<RouteFault> faults) {
    static final OwnProperties NONE = new OwnProperties(Map.of(), List.of());

    OwnProperties {
        values = Map.copyOf(values);
        faults = List.copyOf(faults);
    }

    /**
     * Reads files.
     *
     * @param texts by name of the file
     * @param taken keys that are settings of Hearthline: these stand elsewhere
     */
    static OwnProperties read(Map<String, String> texts, Set<String> taken) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> origins = new HashMap<>();
        List<RouteFault> faults = new ArrayList<>();
        new TreeMap<>(texts).forEach((file, text) -> {
            Map<String, String> read = new TreeMap<>();
            List<RouteFault> found = read(file, text, taken, origins, read);
            faults.addAll(found);
            if (found.isEmpty()) {
                values.putAll(read);
                read.keySet().forEach(key -> origins.put(key, file));
            }
        });
        return new OwnProperties(values, faults);
    }

    private static List<RouteFault> read(
            String file, String text, Set<String> taken, Map<String, String> origins, Map<String, String> read) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(RouteFault.of(file, "No properties: " + e.getMessage()));
        }
        List<RouteFault> faults = new ArrayList<>();
        properties.stringPropertyNames().forEach(key -> {
            read.put(key, properties.getProperty(key));
            if (taken.contains(key)) {
                faults.add(new RouteFault(
                        file,
                        line(text, key),
                        1,
                        "'" + key + "' is a setting of Hearthline: it belongs into hearthline.properties"));
            } else if (origins.containsKey(key)) {
                faults.add(new RouteFault(
                        file, line(text, key), 1, "'" + key + "' stands in " + origins.get(key) + " too"));
            }
        });
        return faults;
    }

    private static int line(String text, String key) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(key)) {
                return i + 1;
            }
        }
        return 0;
    }
}
