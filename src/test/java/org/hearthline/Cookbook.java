package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The edits of docs/cookbook.md, as they stand there. */
public final class Cookbook {
    static final Path PAGE = Path.of("docs/cookbook.md");

    private static final Pattern FILE =
            Pattern.compile("(Save as|Add to)\\s`([^`]+)`:\n\n```(?:yaml|properties)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern NUMBERED = Pattern.compile("(?m)^## (\\d)\\. ");
    private static final String WEBHOOK = "### A webhook\n";
    private static final String NEEDS_WEBHOOK = "Needs the [webhook](#a-webhook)";

    private final String page;

    public Cookbook() {
        try {
            page = Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int edits() {
        return (int) NUMBERED.matcher(page).results().count();
    }

    /** What an edit has one save, by path; with the webhook's files where it needs them. */
    public Map<String, String> files(int edit) {
        String section = section("\n## " + edit + ". ");
        Map<String, String> files = new LinkedHashMap<>();
        if (section.contains(NEEDS_WEBHOOK)) {
            collect(section("\n" + WEBHOOK), files);
        }
        collect(section, files);
        assertThat(files).as("files of edit " + edit).isNotEmpty();
        return files;
    }

    private String section(String heading) {
        int from = page.indexOf(heading);
        assertThat(from).as(heading).isPositive();
        int to = page.indexOf("\n## ", from + 1);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private static void collect(String section, Map<String, String> files) {
        Matcher file = FILE.matcher(section);
        while (file.find()) {
            String text = file.group(3);
            String before = files.put(file.group(2), text);
            if (file.group(1).equals("Add to")) {
                files.put(file.group(2), before == null ? text : before + text);
            } else {
                assertThat(before).as(file.group(2) + " stands twice").isNull();
            }
        }
    }
}
