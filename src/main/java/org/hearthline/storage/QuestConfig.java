package org.hearthline.storage;

import io.questdb.PropBootstrapConfiguration;
import io.questdb.log.LogFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How the embedded QuestDB is set up: one HTTP port on loopback behind a password and nothing else open, every commit on disk
 * before it is acknowledged, and page sizes for a house instead of an exchange (its defaults take 16 MB of disk for each column
 * and twice the memory). Nothing of the environment gets in.
 */
final class QuestConfig extends PropBootstrapConfiguration {
    static final String USER = "hearthline";

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("QDB_HTTP_MIN_ENABLED", "false"),
            Map.entry("QDB_LINE_TCP_ENABLED", "false"),
            Map.entry("QDB_PG_ENABLED", "false"),
            Map.entry("QDB_HTTP_USER", USER),
            Map.entry("QDB_TELEMETRY_ENABLED", "false"),
            Map.entry("QDB_CAIRO_COMMIT_MODE", "sync"),
            Map.entry("QDB_LINE_AUTO_CREATE_NEW_TABLES", "false"),
            Map.entry("QDB_LINE_AUTO_CREATE_NEW_COLUMNS", "true"),
            Map.entry("QDB_SHARED_WORKER_COUNT", "2"),
            Map.entry("QDB_CAIRO_WRITER_DATA_APPEND_PAGE_SIZE", "262144"),
            Map.entry("QDB_CAIRO_WRITER_DATA_INDEX_VALUE_APPEND_PAGE_SIZE", "262144"),
            Map.entry("QDB_CAIRO_WRITER_DATA_INDEX_KEY_APPEND_PAGE_SIZE", "65536"),
            Map.entry("QDB_CAIRO_SYSTEM_WRITER_DATA_APPEND_PAGE_SIZE", "65536"),
            Map.entry("QDB_CAIRO_WAL_WRITER_DATA_APPEND_PAGE_SIZE", "131072"),
            Map.entry("QDB_CAIRO_O3_COLUMN_MEMORY_SIZE", "262144"),
            Map.entry("QDB_HTTP_SEND_BUFFER_SIZE", "262144"),
            Map.entry("QDB_HTTP_RECEIVE_BUFFER_SIZE", "262144"),
            Map.entry("QDB_CAIRO_COLUMN_POOL_CAPACITY", "256"),
            Map.entry("QDB_CAIRO_EXPRESSION_POOL_CAPACITY", "512"),
            Map.entry("QDB_CAIRO_LEXER_POOL_CAPACITY", "256"),
            Map.entry("QDB_CAIRO_MODEL_POOL_CAPACITY", "64"),
            Map.entry("QDB_CAIRO_CHARACTER_STORE_CAPACITY", "256"),
            Map.entry("QDB_CAIRO_CHARACTER_STORE_SEQUENCE_POOL_CAPACITY", "16"));

    private final Map<String, String> settings;

    /**
     * @param port free on 127.0.0.1
     */
    QuestConfig(int port, String password) {
        settings = new HashMap<>(FIXED);
        settings.put("QDB_HTTP_NET_BIND_TO", "127.0.0.1:" + port);
        settings.put("QDB_HTTP_PASSWORD", password);
    }

    @Override
    public Map<String, String> getEnv() {
        return settings;
    }

    /** No web console: nobody is to find a second way into the data, and it takes 12 MB. */
    @Override
    public boolean useSite() {
        return false;
    }

    @Override
    public String getBanner() {
        return "";
    }

    /** Sends QuestDB's own log into a file, for the rest of this process; the first store decides. */
    static void logInto(Path root, Path log) throws IOException {
        Path config = root.resolve("conf").resolve("log.conf");
        Files.createDirectories(config.getParent());
        Files.writeString(config, """
                writers=file
                w.file.class=io.questdb.log.LogFileWriter
                w.file.location=%s
                w.file.level=ERROR,CRITICAL,ADVISORY
                """.formatted(log.toString().replace('\\', '/')));
        LogFactory.configureRootDir(root.toString());
        LogFactory.getInstance();
    }
}
