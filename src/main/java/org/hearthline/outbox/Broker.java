package org.hearthline.outbox;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.hearthline.config.FolderLock;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable queues of one process: an Apache Artemis broker inside it, with its journal in a folder of its own. Nobody
 * reaches it from outside. Every commit is on disk when it returns. Any thread.
 *
 * <p>docs/decisions/0019 says why Artemis, and where its figures come from.
 */
public final class Broker implements AutoCloseable {
    /** Prefix of the queues that hold frames, one for each partition. */
    public static final String OUTBOX = "outbox.";
    /** What was accepted of late. */
    public static final String ACCEPTED = "accepted";

    public static final String DEAD_LETTERS = "dead-letters";
    /** Messages that are no frames, kept for a person to look at. */
    public static final String UNREADABLE = "unreadable";

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int JOURNAL_FILE = 10 << 20;
    /** So many of them, mostly of what is gone, are written anew: more than the ledger keeps alive at any rate. */
    private static final int COMPACT_FILES = 20;

    private static final long IN_MEMORY = 8L << 20;
    private static final int PAGE = 4 << 20;
    /** The latency of a commit; more gathers the commits of several writers, 0 gathers none. */
    private static final int SYNC_NANOS = 200_000;

    private final FolderLock lock;
    private final ActiveMQServer server;
    private final JmsPoolConnectionFactory connections;
    private final Path folder;
    private final boolean recovered;

    /**
     * How much disk the queues may take.
     *
     * @param maxBytes of all frames that wait; beyond it nothing more is taken
     * @param minDiskFree of the volume; below it nothing more is taken
     */
    public record Limits(long maxBytes, long minDiskFree) {}

    private Broker(
            FolderLock lock,
            ActiveMQServer server,
            JmsPoolConnectionFactory connections,
            Path folder,
            boolean recovered) {
        this.lock = lock;
        this.server = server;
        this.connections = connections;
        this.folder = folder;
        this.recovered = recovered;
    }

    /**
     * Starts it; what the folder holds is there again.
     *
     * @param partitions how many queues there are for frames; those of an earlier start stay until they are empty
     * @param inspected whether somebody may come and look at its MBeans
     * @throws IOException when the folder is in use by another process, cannot be written, or its journal cannot be read
     */
    public static Broker start(Path folder, int partitions, Limits limits, boolean inspected) throws IOException {
        FolderLock lock = FolderLock.of(folder, "The outbox");
        int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        ActiveMQServer server = new ActiveMQServerImpl(
                configuration(folder, id, partitions, limits).setJMXManagementEnabled(inspected));
        try {
            server.start();
            if (!server.waitForActivation(1, TimeUnit.MINUTES)) {
                throw new IOException("The outbox in " + folder + " did not start within a minute");
            }
            for (String queue : queues(partitions)) {
                create(server, queue);
            }
            Path running = running(folder);
            boolean recovered = Files.exists(running);
            Files.write(running, new byte[0]);
            return new Broker(lock, server, connections(id), folder, recovered);
        } catch (Exception e) {
            // Artemis declares no narrower one.
            stop(server);
            lock.close();
            throw e instanceof IOException io ? io : new IOException("The outbox in " + folder + " cannot be read", e);
        }
    }

    private static Configuration configuration(Path folder, int id, int partitions, Limits limits) throws IOException {
        try {
            return new ConfigurationImpl()
                    .setName("hearthline")
                    .setPersistenceEnabled(true)
                    .setSecurityEnabled(false)
                    .setCriticalAnalyzer(false)
                    .setJournalDirectory(folder.resolve("journal").toString())
                    .setBindingsDirectory(folder.resolve("bindings").toString())
                    .setPagingDirectory(folder.resolve("paging").toString())
                    .setLargeMessagesDirectory(folder.resolve("large").toString())
                    .setJournalType(JournalType.NIO)
                    .setJournalSyncTransactional(true)
                    .setJournalSyncNonTransactional(true)
                    .setJournalBufferTimeout_NIO(SYNC_NANOS)
                    .setPageSyncTimeout(SYNC_NANOS)
                    .setJournalFileSize(JOURNAL_FILE)
                    .setJournalMinFiles(2)
                    .setJournalPoolFiles(4)
                    .setJournalCompactMinFiles(COMPACT_FILES)
                    .setMinDiskFree(limits.minDiskFree())
                    .setDiskScanPeriod(250)
                    .setThreadPoolMaxSize(8)
                    .setScheduledThreadPoolMaxSize(2)
                    .setMessageExpiryScanPeriod(-1)
                    .addAcceptorConfiguration("vm", "vm://" + id)
                    .addAddressSetting("#", settings(limits.maxBytes()))
                    .addAddressSetting(OUTBOX + "#", settings(Math.max(PAGE, limits.maxBytes() / partitions)));
        } catch (Exception e) {
            // Only a bad acceptor address, which this one is not.
            throw new IOException("The outbox cannot be configured", e);
        }
    }

    /** In memory first, then on disk, then no more. A frame comes again for ever: the broker itself moves none away. */
    private static AddressSettings settings(long maxBytes) {
        return new AddressSettings()
                .setMaxSizeBytes(IN_MEMORY)
                .setPageSizeBytes(PAGE)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageLimitBytes(maxBytes)
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of(UNREADABLE))
                .setExpiryAddress(SimpleString.of(UNREADABLE))
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST);
    }

    private static List<String> queues(int partitions) {
        return Stream.concat(
                        Stream.of(ACCEPTED, DEAD_LETTERS, UNREADABLE),
                        Stream.iterate(0, p -> p + 1).limit(partitions).map(p -> OUTBOX + p))
                .toList();
    }

    private static void create(ActiveMQServer server, String name) throws Exception {
        server.createQueue(
                QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)
                        .setAutoCreateAddress(true)
                        .setAutoDelete(false),
                true);
    }

    private static JmsPoolConnectionFactory connections(int id) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        // Larger messages than that become files of their own: frames stay below it.
        pool.setConnectionFactory(new ActiveMQConnectionFactory(
                "vm://" + id + "?minLargeMessageSize=400000&consumerWindowSize=1048576&ackBatchSize=1048576"));
        pool.setMaxConnections(1);
        pool.setConnectionIdleTimeout(0);
        return pool;
    }

    /** Whether the process before ended without stopping: then the journal was read up to its last whole record. */
    public boolean recovered() {
        return recovered;
    }

    /** Where sessions come from, pooled; all of them are this broker's. */
    public ConnectionFactory connections() {
        return connections;
    }

    /** Of every partition that there is, also those of an earlier start, in order. */
    public List<String> partitions() {
        return Stream.of(server.getActiveMQServerControl().getQueueNames())
                .filter(name -> name.startsWith(OUTBOX))
                .sorted(Comparator.comparingInt(Broker::number))
                .toList();
    }

    private static int number(String queue) {
        return Integer.parseInt(queue.substring(OUTBOX.length()));
    }

    /** False once the broker has met something that it cannot go on with: a full or broken disk. */
    public boolean works() {
        return server.isActive();
    }

    /** How many messages a queue holds, those under way among them; the largest number while some are in its pages alone. */
    public long size(String name) {
        Queue queue = queue(name);
        if (queue == null) {
            return 0;
        }
        // Of pages the broker counts somewhat later than it writes.
        return queue.getPagingStore().isPaging() ? Long.MAX_VALUE : queue.getMessageCount();
    }

    /** What a queue holds now. */
    public Depth depth(String name) {
        Queue queue = queue(name);
        if (queue == null) {
            return Depth.EMPTY;
        }
        long oldest = oldest(queue);
        long age = oldest == Long.MAX_VALUE ? 0 : Math.max(0, System.currentTimeMillis() - oldest);
        return new Depth(queue.getMessageCount(), Math.max(0, queue.getPersistentSize()), Duration.ofMillis(age));
    }

    /** When the oldest message came, ms since 1970: a consumer has the first ones already, one of which waits for the store. */
    private static long oldest(Queue queue) {
        MessageReference first = queue.peekFirstMessage();
        return Stream.concat(
                        Stream.ofNullable(first),
                        queue.getDeliveringMessages().values().stream().flatMap(List::stream))
                .mapToLong(reference -> reference.getMessage().getTimestamp())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * What a queue holds.
     *
     * @param bytes on disk
     * @param age of the oldest message
     */
    public record Depth(long messages, long bytes, Duration age) {
        static final Depth EMPTY = new Depth(0, 0, Duration.ZERO);
    }

    /**
     * Shows every message of a queue, oldest first, also those on disk, and takes none away but those that nobody could ever be
     * given. What cannot be read is passed over. Before anybody consumes.
     */
    void browse(String name, Consumer<ICoreMessage> each) {
        Queue queue = queue(name);
        if (queue == null) {
            return;
        }
        DamagedMessages damaged = new DamagedMessages(folder.resolve("damaged"), queue);
        try (LinkedListIterator<MessageReference> messages = queue.browserIterator()) {
            while (messages.hasNext()) {
                ICoreMessage message = messages.next().getMessage().toCore();
                try {
                    each.accept(message);
                } catch (RuntimeException e) { // Artemis names none for properties that it cannot read
                    damaged.found(message, e);
                }
            }
        }
        damaged.takeOut();
    }

    private @Nullable Queue queue(String name) {
        return server.locateQueue(name);
    }

    @Override
    public void close() {
        connections.stop();
        stop(server);
        forgetRunning();
        lock.close();
    }

    /** A file that is there while the process runs. */
    private static Path running(Path folder) {
        return folder.resolve("running");
    }

    private void forgetRunning() {
        try {
            Files.deleteIfExists(running(folder));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("The next start will take this stop for a crash");
        }
    }

    private static void stop(ActiveMQServer server) {
        try {
            server.stop();
        } catch (Exception e) {
            // Artemis declares no narrower one. What was committed is on disk already.
            LOG.atWarn().setCause(e).log("The outbox did not stop in order");
        }
    }
}
