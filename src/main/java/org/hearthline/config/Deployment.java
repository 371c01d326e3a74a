package org.hearthline.config;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which stages run in this process, and where the others are.
 *
 * @param stages in flow order, at least one
 * @param links the base addresses of each stage, as used where it does not run here: one, or several that share the work;
 *     without slash at the end
 * @param assumed of which stages nobody has said where they are
 */
public record Deployment(Set<Stage> stages, Map<Stage, List<URI>> links, Set<Stage> assumed) {
    /** The port of a process in which all stages run. */
    static final int PORT_OF_ALL = 8080;

    public Deployment {
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("no stages: expected at least one of " + Stage.ids());
        }
        stages = Collections.unmodifiableSet(EnumSet.copyOf(stages));
        links = links.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        assumed = Set.copyOf(assumed);
    }

    public boolean runs(Stage stage) {
        return stages.contains(stage);
    }

    public boolean isAllInOne() {
        return stages.size() == Stage.values().length;
    }

    /** The stage whose paths stand at the root of this process: the gateway, else the first in flow order. */
    public Stage root() {
        return runs(Stage.GATEWAY) ? Stage.GATEWAY : stages.iterator().next();
    }

    /** The port, unless {@code http.port} says otherwise. */
    public int port() {
        return isAllInOne() ? PORT_OF_ALL : root().portAlone();
    }

    /** As answers, health and metrics name this process. */
    public String serviceName() {
        return isAllInOne() ? "hearthline" : root().serviceName();
    }

    /** The one way into a stage, as Camel endpoint: {@code direct:storage} here, else {@code direct:storage-remote}. */
    public String door(Stage stage) {
        return "direct:" + stage.id() + (runs(stage) ? "" : "-remote");
    }

    /** The stages that this process calls and does not run, in flow order. */
    public Set<Stage> neighbours() {
        EnumSet<Stage> called = EnumSet.noneOf(Stage.class);
        stages.forEach(stage -> called.addAll(stage.calls()));
        called.removeAll(stages);
        return Collections.unmodifiableSet(called);
    }

    /** The first base address of a stage that runs elsewhere, without slash at the end. */
    public URI link(Stage stage) {
        return links(stage).get(0);
    }

    /** All base addresses of a stage that runs elsewhere, at least one. */
    public List<URI> links(Stage stage) {
        List<URI> addresses = links.getOrDefault(stage, List.of());
        if (addresses.isEmpty()) {
            throw new IllegalStateException("no link to " + stage.id());
        }
        return addresses;
    }

    /**
     * What route files ask for: for each stage {@code stage.<stage>} and {@code remote.<stage>} (whether it runs here or
     * not), {@code door.<stage>} and {@code link.<stage>}, the first address.
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (Stage stage : Stage.values()) {
            properties.put("stage." + stage.id(), Boolean.toString(runs(stage)));
            properties.put("remote." + stage.id(), Boolean.toString(!runs(stage)));
            properties.put("door." + stage.id(), door(stage));
            properties.put("link." + stage.id(), link(stage).toString());
        }
        return properties;
    }
}
