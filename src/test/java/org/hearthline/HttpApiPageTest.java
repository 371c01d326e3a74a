package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/http-api.md is what the contract says. {@code mvn test -Dtest=HttpApiPageTest -Dgolden.update=true} makes it anew. */
class HttpApiPageTest {
    private static final Path PAGE = Path.of("docs/http-api.md");

    @Test
    void isMadeFromTheContract() throws IOException {
        String made = HttpApiPage.of(Contract.packaged());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, made);
        }

        assertThat(Files.readString(PAGE))
                .as("make it anew: mvn test -Dtest=HttpApiPageTest -Dgolden.update=true")
                .isEqualTo(made);
    }
}
