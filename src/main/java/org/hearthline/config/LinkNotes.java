package org.hearthline.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process says at its start about the stages that it does not run: where it looks for them, and how to change that. */
public final class LinkNotes {
    private LinkNotes() {}

    /** One sentence each, in flow order; none where nothing is worth saying. */
    public static List<String> of(Config config) {
        Deployment deployment = config.deployment();
        List<String> notes = new ArrayList<>();
        Set<Stage> neighbours = deployment.neighbours();
        neighbours.forEach(stage -> notes.add(whereabouts(deployment, stage)));
        Arrays.stream(Stage.values())
                .filter(stage -> !deployment.assumed().contains(stage) && !neighbours.contains(stage))
                .map(stage -> name(stage) + " is set and not used: "
                        + (deployment.runs(stage)
                                ? stage.id() + " runs in this process"
                                : "nothing in this process calls " + stage.id()))
                .forEach(notes::add);
        if (!neighbours.isEmpty()
                && config.http().apiKey().isPresent()
                && !config.http().linkKey().isPresent()) {
            notes.add("LINK_KEY is not set: a neighbour that has an API_KEY too refuses this process. "
                    + "Give all processes the same LINK_KEY");
        }
        return notes;
    }

    private static String whereabouts(Deployment deployment, Stage stage) {
        String addresses = deployment.links(stage).stream().map(URI::toString).collect(Collectors.joining(", "));
        String noStage = "There is no " + stage.id() + " in this process: it is looked for at " + addresses;
        return deployment.assumed().contains(stage)
                ? noStage + ", where it is by default. Set " + name(stage)
                        + " if it is elsewhere, or add it to the stages"
                : noStage + " (" + name(stage) + ")";
    }

    private static String name(Stage stage) {
        return "LINK_" + stage.id().toUpperCase(Locale.ROOT);
    }
}
