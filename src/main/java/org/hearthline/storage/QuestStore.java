package org.hearthline.storage;

import io.questdb.Bootstrap;
import io.questdb.ServerMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.hearthline.config.FolderLock;
import org.hearthline.storage.StoreServer.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded store: a QuestDB in this process, under {@code store/} of the data directory, which it holds for itself. Written
 * over loopback by the same client as an InfluxDB, read in the process. {@code store.password} and {@code store.log} stand
 * beside it.
 */
public final class QuestStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(QuestStore.class);
    private static final String DIRECTORY = "store";
    private static final int WATCH_SECONDS = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Path dataDir;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final QuestWriter writer = new QuestWriter();
    private final QuestReader reader = new QuestReader();
    private final FrameWriter frameWriter;
    private final EventQueries eventQueries;
    private final StoreQueries storeQueries;

    private @Nullable FolderLock lock;
    private @Nullable ServerMain server;
    private @Nullable ScheduledFuture<?> watch;

    /**
     * @param dataDir made when missing
     * @param timer for the watchdog, every 30 s; stays the caller's
     */
    public QuestStore(Path dataDir, ScheduledExecutorService timer, Clock clock) {
        this.dataDir = dataDir.toAbsolutePath();
        this.timer = timer;
        this.clock = clock;
        this.frameWriter = new FrameWriter(writer, clock);
        this.eventQueries = new EventQueries(new StoredEvents(reader), clock);
        QuestFigures figures = new QuestFigures(reader::opened);
        QuestInfo info = new QuestInfo(this.dataDir.resolve(DIRECTORY), reader, figures, frameWriter::status);
        this.storeQueries = new StoreQueries(reader, figures, info, clock);
    }

    @Override
    public synchronized void start() {
        Path root = dataDir.resolve(DIRECTORY);
        try {
            lock = FolderLock.of(root, "The store");
            open(root);
        } catch (IOException e) {
            close();
            throw new IllegalStateException("The embedded store in " + root + " cannot start: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void open(Path root) throws IOException {
        QuestConfig.logInto(root, dataDir.resolve("store.log"));
        String password = StorePassword.in(dataDir.resolve("store.password"));
        int port = freePort();
        ServerMain quest = new ServerMain(
                new Bootstrap(new QuestConfig(port, password), Bootstrap.getServerMainArgs(root.toString())));
        server = quest;
        quest.start();
        QuestSql sql = new QuestSql(quest.getEngine());
        new QuestTables(sql).create();
        QuestWatchdog watchdog = new QuestWatchdog(sql, QuestWatchdog.FreeSpace.at(root));
        watch = timer.scheduleWithFixedDelay(watchdog, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        StoreAddress address = new StoreAddress(
                URI.create("http://127.0.0.1:" + port), QuestConfig.USER + ":" + password, "", "hearthline");
        writer.open(
                new InfluxWriter(new StoreClient(address, new StoreServer(Kind.QUESTDB, ""), TIMEOUT, clock)),
                watchdog);
        reader.open(sql);
        LOG.atInfo().addKeyValue("directory", root).log("The embedded store is open");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public FrameWriter frameWriter() {
        return frameWriter;
    }

    @Override
    public EventQueries eventQueries() {
        return eventQueries;
    }

    @Override
    public StoreQueries storeQueries() {
        return storeQueries;
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
        writer.close();
        reader.close();
        if (server != null) {
            server.close();
            server = null;
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
