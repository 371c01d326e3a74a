package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hearthline.Cookbook;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/cookbook.md says to ask before an edit is saved, asked of every edit. */
class CookbookCommandsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void editIsFoundRight(int edit) throws IOException {
        Terminal terminal = saved(edit);

        assertThat(terminal.execute("routes", "validate"))
                .as(terminal.out() + terminal.err())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void casesOfAnEditGoAsTheySay(int edit) throws IOException {
        Terminal terminal = saved(edit);

        assertThat(terminal.execute("routes", "test"))
                .as(terminal.out() + terminal.err())
                .isZero();
    }

    private Terminal saved(int edit) throws IOException {
        for (Map.Entry<String, String> file : new Cookbook().files(edit).entrySet()) {
            Files.writeString(folder.resolve(file.getKey().substring("routes/".length())), file.getValue());
        }
        return new Terminal(
                Map.of("ROUTES_DIR", folder.toString(), "HA_URL", "http://localhost:8123", "HA_TOKEN", "a-token"));
    }
}
