package org.hearthline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.hearthline.deadletter.DeadLetterFile.Letter;
import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFileTest {
    @TempDir
    Path folder;

    private Path file;
    private DeadLetterFile letters;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("letters.ndjson");
        letters = new DeadLetterFile(file, 1 << 20, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        letters.close();
    }

    @Test
    void takesBackTheHalfLineOfAFailedWrite() throws IOException {
        letters.keep(List.of(letter("first")));
        Files.writeString(file, "{\"half", StandardOpenOption.APPEND);

        letters.keep(List.of(letter("second")));

        assertThat(ids()).containsExactly("first", "second");
    }

    @Test
    void writesOnAfterAThreadWasInterruptedAtIt() throws IOException {
        letters.keep(List.of(letter("first")));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> letters.keep(List.of(letter("second")))).isInstanceOf(TransientFailure.class);
        assertThat(Thread.interrupted()).isTrue();

        letters.keep(List.of(letter("second")));

        assertThat(ids()).containsExactly("first", "second");
    }

    @Test
    void writesOnBehindTheLettersOfAnEarlierProcess() throws IOException {
        letters.keep(List.of(letter("first")));
        letters.close();
        letters = new DeadLetterFile(file, 1 << 20, Clock.systemUTC());

        letters.keep(List.of(letter("second")));

        assertThat(ids()).containsExactly("first", "second");
    }

    @Test
    void isForOneProcessAtATime() {
        assertThatThrownBy(() -> new DeadLetterFile(file, 1 << 20, Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("letters.ndjson is in use by another Hearthline")
                .hasMessageContaining("DATA_DIR");
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            ids.add(new ObjectMapper().readTree(line).path("event_id").asText());
        }
        return ids;
    }

    private static Letter letter(String id) {
        return new Letter(id, "s", "t", Fault.invalid("f", "i", "e"), JsonSlice.of("{}"));
    }
}
