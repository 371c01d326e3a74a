package org.hearthline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hearthline.StubServer.Asked;
import org.hearthline.StubServer.Says;
import org.hearthline.config.Secret;
import org.hearthline.event.TransientFailure;
import org.hearthline.link.Link;
import org.hearthline.routes.trial.StoredLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trial in a process whose storage stage runs in another one. */
class StoredElsewhereTest {
    private static final String KEY = "link-key-0123456789";

    private final List<Asked> asked = new ArrayList<>();
    private final StubServer storage = new StubServer(this::export);
    private int status = 200;

    private final StoredLines lines = new StoredElsewhere(
            new Link(
                    "storage",
                    "data-storage",
                    List.of(URI.create(storage.url())),
                    Duration.ofSeconds(5),
                    Clock.systemUTC()),
            new Secret(KEY),
            Duration.ofSeconds(5));

    private Says export(Asked one) {
        asked.add(one);
        String body =
                IntStream.range(0, 1201).mapToObj(i -> "{\"n\":" + i + "}\n").collect(Collectors.joining());
        return new Says(status, Map.of(), body);
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    @Test
    void everyLineComesInPagesOfWholeLines() {
        List<String> read = new ArrayList<>();
        try (StoredLines.Pages pages = lines.open("10m ago")) {
            for (byte[] page = pages.get(); page != null; page = pages.get()) {
                assertThat(page[page.length - 1]).isEqualTo((byte) '\n');
                new String(page, UTF_8).lines().forEach(read::add);
            }
        }

        assertThat(read).hasSize(1201).startsWith("{\"n\":0}").endsWith("{\"n\":1200}");
        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("/api/v1/events/export");
            assertThat(one.query()).isEqualTo("format=ndjson&start_time=10m ago");
            assertThat(one.headers()).containsEntry("Authorization", "Bearer " + KEY);
        });
    }

    @Test
    void aStageThatIsAwayIsSaid() {
        status = 503;
        assertThatThrownBy(() -> lines.open("10m ago"))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("it answers 503")
                .hasMessageNotContaining(KEY);

        storage.close();
        assertThatThrownBy(() -> lines.open("10m ago"))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("nobody answers there")
                .hasMessageContaining("LINK_STORAGE");
    }
}
