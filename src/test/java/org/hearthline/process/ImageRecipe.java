package org.hearthline.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code docker/Dockerfile}, read.
 *
 * @param steps all of them, in order, comments left out
 */
record ImageRecipe(List<Step> steps) {
    static final Path FILE = Path.of("docker/Dockerfile");
    /** The checkout, in the stage that builds. */
    static final String CHECKOUT = "/src/";

    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(\\S+)");

    /** One instruction: {@code COPY}, and what stands behind it on one line. */
    record Step(String instruction, String words) {
        /** Of {@code COPY}: everything but options and the last word. */
        List<String> sources() {
            List<String> sources = new ArrayList<>(List.of(words.split(" +")));
            sources.removeIf(word -> word.startsWith("--"));
            return sources.subList(0, sources.size() - 1);
        }

        /** Of {@code COPY}. */
        String destination() {
            return words.substring(words.lastIndexOf(' ') + 1);
        }

        /** Of what is given in exec form, maybe behind options. */
        List<String> command() {
            int open = words.indexOf('[');
            if (open < 0) {
                throw new AssertionError(instruction + " is not in exec form: " + words);
            }
            List<String> command = new ArrayList<>();
            Object list = new Load(LoadSettings.builder().build()).loadFromString(words.substring(open));
            ((List<?>) list).forEach(word -> command.add((String) word));
            return command;
        }
    }

    static ImageRecipe read() {
        try {
            String text = Files.readString(FILE).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
            List<Step> steps = text.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(" ", 2))
                    .map(words -> new Step(words[0], words[1].strip()))
                    .toList();
            return new ImageRecipe(steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that make the image itself: behind the last {@code FROM}. */
    List<Step> image() {
        int from = 0;
        for (int i = 0; i < steps.size(); i++) {
            from = steps.get(i).instruction().equals("FROM") ? i : from;
        }
        return steps.subList(from, steps.size());
    }

    /** The one step of the image with that instruction. */
    Step only(String instruction) {
        List<Step> found = image().stream()
                .filter(step -> step.instruction().equals(instruction))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one " + instruction + " in " + FILE + ", found " + found);
        }
        return found.get(0);
    }

    List<Step> all(String instruction) {
        return steps.stream()
                .filter(step -> step.instruction().equals(instruction))
                .toList();
    }

    /** What a container has in its environment, PATH excepted. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        image().stream().filter(step -> step.instruction().equals("ENV")).forEach(step -> {
            Matcher assignments = ASSIGNMENT.matcher(step.words());
            while (assignments.find()) {
                environment.put(assignments.group(1), assignments.group(2));
            }
        });
        environment.remove("PATH");
        return environment;
    }
}
