package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hearthline.event.Event;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store, real. */
class QuestStoreTest extends StoreQueriesContract {
    @TempDir
    static Path dir;

    private static ScheduledExecutorService timer;
    private static QuestStore store;

    @BeforeAll
    static void start() {
        timer = Executors.newSingleThreadScheduledExecutor();
        store = new QuestStore(dir, timer, Clock.systemUTC());
        store.start();
    }

    @AfterAll
    static void stop() {
        store.close();
        timer.shutdownNow();
    }

    @Override
    Store store() {
        return store;
    }

    @Test
    void keepsItsPasswordToItself() throws IOException {
        Path password = dir.resolve("store.password");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(password)).hasSize(32);
    }

    @Test
    void aSecondStoreOnTheSameDirectorySaysSo() {
        QuestStore second = new QuestStore(dir, timer, Clock.systemUTC());

        assertThatThrownBy(second::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use by another Hearthline")
                .hasMessageContaining("DATA_DIR");
    }

    @Test
    void keepsItsEventsOverARestart(@TempDir Path data) {
        Event event = TestEvents.sensor("sensor.kept", "1", 0);
        try (QuestStore first = new QuestStore(data, timer, Clock.systemUTC())) {
            first.start();
            first.frameWriter().write(TestEvents.frame(event));
        }

        try (QuestStore again = new QuestStore(data, timer, Clock.systemUTC())) {
            again.start();
            again.frameWriter().write(TestEvents.frame(event));
            await().untilAsserted(() -> assertThat(find(again))
                    .asString(UTF_8)
                    .containsOnlyOnce(event.id().toString()));
        }
    }

    @Test
    void saysThatItIsWell() {
        assertThat(store.frameWriter().check().detail()).isEqualTo("embedded QuestDB");
        assertThat(store.frameWriter().check().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void writesNothingOnAFullDisk() {
        QuestWriter writer = new QuestWriter();
        try (StoreClient client = new StoreClient(
                new StoreAddress(URI.create("http://127.0.0.1:1"), "", "", "b"),
                Duration.ofSeconds(1),
                Clock.systemUTC())) {
            writer.open(new InfluxWriter(client), new QuestWatchdog(null, () -> 0));

            assertThat(writer.write(TestLines.of("m v=1 1")))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            outcome -> assertThat(outcome.reason()).contains("disk", "0 MB free"));
        }
    }

    @Test
    void waitsUntilItIsOpen() {
        try (QuestStore closed = new QuestStore(dir, timer, Clock.systemUTC())) {
            assertThatThrownBy(() -> closed.frameWriter().write(TestEvents.frame(TestEvents.sensors(1))))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("not open");
            assertThatThrownBy(() -> find(closed)).isInstanceOf(TransientFailure.class);
        }
    }

    private static byte[] find(QuestStore store) {
        EventQueries queries = store.eventQueries();
        return queries.answer(queries.ask(queries.parse(Map.of())));
    }
}
