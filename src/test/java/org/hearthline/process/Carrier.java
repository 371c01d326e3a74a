package org.hearthline.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hearthline for one house, in as many processes as there are groups of stages. Each has its port and its folder for ever. */
final class Carrier implements AutoCloseable {
    static final List<String> ALL_IN_ONE = List.of("ingestion,validation,enrichment,weather,storage,gateway");
    static final List<String> FIVE = List.of("ingestion", "validation", "enrichment", "weather", "storage");

    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, HearthlineProcess> processes = new LinkedHashMap<>();

    /**
     * Starts nothing yet.
     *
     * @param groups stages of a process each, separated by commas
     * @param settings of every process; links and ports are added
     */
    Carrier(Path folder, List<String> groups, Map<String, String> settings) {
        this.folder = folder;
        this.environment = new HashMap<>(settings);
        for (String group : groups) {
            int port = HearthlineProcess.freePort();
            ports.put(group, port);
            for (String stage : group.split(",")) {
                environment.put("LINK_" + stage.toUpperCase(Locale.ROOT), "http://localhost:" + port + "/" + stage);
            }
        }
    }

    /** Starts what does not run; returns when it listens to the house and can store. */
    Carrier start() {
        ports.forEach((group, port) -> processes.computeIfAbsent(group, g -> {
            Map<String, String> its = new HashMap<>(environment);
            its.put("HTTP_PORT", Integer.toString(port));
            return HearthlineProcess.ofJar(folder.resolve(g), its, "run", "--stages", g);
        }));
        processes.values().forEach(HearthlineProcess::awaitHealthy);
        storage().awaitHealthy("store");
        ingestion().awaitHealthy("home_assistant");
        return this;
    }

    /** Sends KILL to the process that holds a stage. */
    void kill(String stage) {
        String group = group(stage);
        processes.get(group).kill();
        processes.remove(group).close();
    }

    HearthlineProcess ingestion() {
        return processes.get(group("ingestion"));
    }

    HearthlineProcess storage() {
        return processes.get(group("storage"));
    }

    private String group(String stage) {
        return ports.keySet().stream()
                .filter(group -> List.of(group.split(",")).contains(stage))
                .findFirst()
                .orElseThrow();
    }

    JsonNode health() {
        return ingestion().json("/health");
    }

    JsonNode gaps() {
        return ingestion().json("/api/v1/gaps");
    }

    JsonNode stats() {
        return ingestion().json("/api/v1/events/stats");
    }

    /** Every stored event, newest first. */
    List<JsonNode> stored() {
        return storage().storedEvents(1, 1000);
    }

    /** The newest stored event of an entity; missing where there is none. */
    JsonNode newest(String entityId) {
        return storage().json("/api/v1/events?limit=1&entity_id=" + entityId).at("/events/0");
    }

    @Override
    public void close() {
        processes.values().forEach(HearthlineProcess::close);
        processes.clear();
    }
}
