package org.hearthline.config;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which stages run in this process, and where the others are.
 *
 * @param stages in flow order, at least one
 * @param links the base address of each stage, as used where it does not run here; without slash at the end
 */
public record Deployment(Set<Stage> stages, Map<Stage, URI> links) {
    /** The port of a process in which all stages run. */
    static final int PORT_OF_ALL = 8080;

    public Deployment {
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("no stages: expected at least one of " + Stage.ids());
        }
        stages = Collections.unmodifiableSet(EnumSet.copyOf(stages));
        links = Map.copyOf(links);
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

    /** The base address of a stage that runs elsewhere, without slash at the end. */
    public URI link(Stage stage) {
        URI link = links.get(stage);
        if (link == null) {
            throw new IllegalStateException("no link to " + stage.id());
        }
        return link;
    }

    /**
     * What route files ask for: for each stage {@code stage.<stage>} and {@code remote.<stage>} (whether it runs here or
     * not), {@code door.<stage>} and {@code link.<stage>}.
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
