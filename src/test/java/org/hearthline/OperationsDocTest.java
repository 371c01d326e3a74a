package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/operations.md explains what the sources log: each key, and each message of a warning or an error. Metrics and parts of
 * health are compared with a running process in {@code MatrixIT}.
 */
class OperationsDocTest {
    private static final Pattern KEY = Pattern.compile("\\.addKeyValue\\(\\s*\"([^\"]+)\"");
    private static final Pattern TROUBLE = Pattern.compile("\\.at(?:Warn|Error)\\(\\)[^;]*?\\.log\\(\\s*\"([^\"]+)\"");
    private static final Pattern DOCUMENTED_KEY = Pattern.compile("`(\\w+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\|");

    private final String page = Files.readString(Path.of("docs/operations.md"));

    OperationsDocTest() throws IOException {}

    @Test
    void everyKeyOfTheLogIsExplainedAndNoOther() throws IOException {
        String table = page.substring(page.indexOf("| Key | Meaning |"), page.indexOf("What is logged as a warning"));
        Set<String> documented = new TreeSet<>();
        ROW.matcher(table).results().forEach(row -> documented.addAll(found(DOCUMENTED_KEY, row.group(1))));

        Set<String> keys = found(KEY, sources());

        assertThat(keys).hasSizeGreaterThan(20);
        assertThat(documented).isEqualTo(keys);
    }

    @Test
    void everyWarningAndErrorOfTheLogSaysWhatToDoAndNoOther() throws IOException {
        String table = page.substring(page.indexOf("| Message | What to do |"), page.indexOf("## Dead letters"));
        Set<String> documented = found(ROW, table);
        documented.removeAll(Set.of("Message", "---"));

        Set<String> messages = found(TROUBLE, sources());
        // Camel's own logger writes it, as a warning.
        messages.add("The route could not take a batch; it is offered again until it does");

        assertThat(messages).hasSizeGreaterThan(20);
        assertThat(documented).isEqualTo(messages);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(OperationsDocTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
