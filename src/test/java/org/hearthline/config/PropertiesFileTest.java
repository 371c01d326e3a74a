package org.hearthline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class PropertiesFileTest {
    @Test
    void namesTheLineOfEachKey() throws IOException {
        String text = """
                # comment \\
                a = 1

                  ! more
                b : two \\
                    three
                c=x\\\\
                d
                tail = end\\""";

        assertThat(PropertiesFile.read(new StringReader(text), "f"))
                .containsExactly(
                        new Setting("a", "1", "f:2"),
                        new Setting("b", "two three", "f:5"),
                        new Setting("c", "x\\", "f:7"),
                        new Setting("d", "", "f:8"),
                        new Setting("tail", "end", "f:9"));
    }
}
