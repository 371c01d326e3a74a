package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTest {
    @ParameterizedTest
    @CsvSource({
        "home-assistant-2024.3.3/02-live-66s-20-per-second.ndjson.gz, 1311",
        "home-assistant-2024.3.3/03-burst-arrays.ndjson.gz, 700",
        "home-assistant-2024.3.3/08-odd-events.ndjson, 140",
        "home-assistant-2026.11.0/12-restart.ndjson.gz, 305",
        "home-assistant-2026.11.0/14-live-and-then-history.ndjson.gz, 540",
    })
    void yieldEveryEventOfARecording(String path, int count) {
        assertThat(Recordings.events(path)).hasSize(count);
        assertThat(Recordings.eventTrees(path)).hasSize(count);
    }
}
