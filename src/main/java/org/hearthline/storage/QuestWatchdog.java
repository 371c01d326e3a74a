package org.hearthline.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the embedded store: QuestDB suspends a table whose disk was full and goes on acknowledging what nobody will see.
 * Says when nothing must be written, and resumes the table once there is space again; nothing acknowledged is lost. Any thread.
 */
final class QuestWatchdog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(QuestWatchdog.class);
    static final long MIN_FREE_BYTES = 200L * 1024 * 1024;

    private final QuestSql sql;
    private final FreeSpace space;
    private volatile @Nullable String suspended;

    /** How many bytes are free where the store is. */
    interface FreeSpace {
        long bytes();

        static FreeSpace at(Path directory) {
            return () -> directory.toFile().getUsableSpace();
        }
    }

    QuestWatchdog(QuestSql sql, FreeSpace space) {
        this.sql = sql;
        this.space = space;
    }

    /** Why nothing may be written now; null when all is well. */
    @Nullable
    String trouble() {
        long free = space.bytes();
        if (free < MIN_FREE_BYTES) {
            return "The disk of the store is full (" + free / (1024 * 1024) + " MB free, "
                    + MIN_FREE_BYTES / (1024 * 1024) + " MB needed): make space, nothing else has to be done";
        }
        return suspended;
    }

    @Override
    public void run() {
        try {
            look();
        } catch (TransientFailure e) {
            LOG.atWarn().setCause(e).log("The embedded store cannot be looked after now");
        }
    }

    private void look() {
        List<String> tables = sql.select(
                "SELECT name FROM wal_tables() WHERE suspended",
                Map.of(),
                columns -> row -> row.getStrA(0).toString());
        if (tables.isEmpty()) {
            suspended = null;
            return;
        }
        suspended = "The store has suspended its table " + tables.get(0) + ": its log is beside it";
        if (space.bytes() >= MIN_FREE_BYTES) {
            tables.forEach(this::resume);
        }
    }

    private void resume(String table) {
        LOG.atWarn().addKeyValue("table", table).log("The store had suspended a table; it is resumed");
        sql.execute("ALTER TABLE \"" + table + "\" RESUME WAL");
        suspended = null;
    }
}
