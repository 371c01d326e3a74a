package org.hearthline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md holds what application.properties says. After a change there:
 * {@code mvn test -Dtest=ConfigurationDocTest -Dupdate.docs=true} writes it anew.
 */
class ConfigurationDocTest {
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final String FROM_HERE = "<!-- From here on made from application.properties -->\n";

    @Test
    void pageHoldsEveryKeyWithItsDefaultAndMeaning() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(FROM_HERE)) + FROM_HERE + tables();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void everyKeyHasAMeaning() throws IOException {
        List<String> lines = Files.readAllLines(PROPERTIES);

        for (int i = 0; i < lines.size(); i++) {
            if (isKey(lines.get(i))) {
                assertThat(lines.get(i - 1)).as("line above " + lines.get(i)).matches("# \\S.*\\.");
            }
        }
    }

    private static String tables() throws IOException {
        StringBuilder page = new StringBuilder();
        String meaning = "";
        for (String line : Files.readAllLines(PROPERTIES)) {
            if (line.startsWith("## ")) {
                page.append('\n')
                        .append(line)
                        .append("\n\n| Key | Environment | Default | Meaning |\n|---|---|---|---|\n");
            } else if (line.startsWith("# ")) {
                meaning = line.substring(2);
            } else if (isKey(line)) {
                page.append(row(line, meaning));
            }
        }
        return page.toString();
    }

    private static String row(String line, String meaning) {
        String key = line.substring(0, line.indexOf('='));
        String value = line.substring(line.indexOf('=') + 1);
        return "| `%s` | `%s` | %s | %s |\n"
                .formatted(
                        key,
                        Setting.environmentName(key),
                        value.isEmpty() ? "" : "`" + value + "`",
                        meaning.replace("|", "\\|").replace("*", "\\*"));
    }

    private static boolean isKey(String line) {
        return !line.startsWith("#") && line.contains("=");
    }
}
