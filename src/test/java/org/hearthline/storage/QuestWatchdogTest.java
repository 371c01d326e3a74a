package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.questdb.Bootstrap;
import io.questdb.ServerMain;
import io.questdb.cairo.ErrorTag;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestWatchdogTest {
    @TempDir
    static Path dir;

    private static ServerMain quest;
    private static QuestSql sql;

    private long free = Long.MAX_VALUE;
    private final QuestWatchdog watchdog = new QuestWatchdog(sql, () -> free);

    @BeforeAll
    static void open() throws IOException {
        Files.createDirectories(dir.resolve("conf"));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        QuestConfig.logInto(dir, dir.resolve("log"));
        quest = new ServerMain(
                new Bootstrap(new QuestConfig(port, "secret"), Bootstrap.getServerMainArgs(dir.toString())));
        quest.start();
        sql = new QuestSql(quest.getEngine());
        new QuestTables(sql).create();
    }

    @AfterAll
    static void close() {
        quest.close();
    }

    @Test
    void resumesATableThatWasSuspended() {
        suspend();
        watchdog.run();

        assertThat(suspended()).isEmpty();
        assertThat(watchdog.trouble()).isNull();
    }

    @Test
    void waitsForSpaceBeforeItResumes() {
        suspend();
        free = QuestWatchdog.MIN_FREE_BYTES - 1;
        watchdog.run();

        assertThat(suspended()).containsExactly("weather");
        assertThat(watchdog.trouble()).contains("disk", "199 MB free");

        free = QuestWatchdog.MIN_FREE_BYTES;
        assertThat(watchdog.trouble()).contains("suspended", "weather");
        watchdog.run();
        assertThat(watchdog.trouble()).isNull();
        assertThat(suspended()).isEmpty();
    }

    @Test
    void isContentWhenAllIsWell() {
        watchdog.run();

        assertThat(watchdog.trouble()).isNull();
        assertThat(QuestWatchdog.FreeSpace.at(dir).bytes()).isPositive();
    }

    @Test
    void whatTheStoreCannotRunIsATransientFailure() {
        assertThatThrownBy(() -> sql.execute("DROP TABLE nothing")).isInstanceOf(TransientFailure.class);
        assertThatThrownBy(() -> sql.select("SELECT nothing", Map.of(), columns -> row -> row))
                .isInstanceOf(TransientFailure.class);
    }

    private void suspend() {
        var engine = quest.getEngine();
        engine.getTableSequencerAPI()
                .suspendTable(engine.verifyTableName("weather"), ErrorTag.DISK_FULL, "no space left on device");
        await().until(() -> !suspended().isEmpty());
    }

    private List<String> suspended() {
        return sql.select(
                "SELECT name FROM wal_tables() WHERE suspended",
                Map.of(),
                columns -> row -> row.getStrA(0).toString());
    }
}
