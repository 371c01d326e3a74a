package org.hearthline.deadletter;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** A real broker with a queue for letters and one for an outbox, set up as the outbox's is. */
public final class LetterBroker implements AutoCloseable {
    public static final String LETTERS = "dead-letters";
    public static final String OUTBOX = "outbox.0";

    private final ActiveMQServer server;
    private final JmsPoolConnectionFactory connections = new JmsPoolConnectionFactory();

    /** Starts it; what the folder holds is there again. */
    public LetterBroker(Path folder) throws Exception {
        int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(200_000)
                .setPageSyncTimeout(200_000)
                .setMinDiskFree(1 << 20)
                .addAcceptorConfiguration("vm", "vm://" + id)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxSizeBytes(16L << 20)
                                .setPageSizeBytes(4 << 20)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                                .setMaxDeliveryAttempts(-1)
                                .setRedeliveryDelay(0)
                                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                                .setDefaultQueueRoutingType(RoutingType.ANYCAST));
        server = new ActiveMQServerImpl(configuration);
        server.start();
        for (String queue : new String[] {LETTERS, OUTBOX}) {
            server.createQueue(
                    QueueConfiguration.of(queue)
                            .setAddress(queue)
                            .setRoutingType(RoutingType.ANYCAST)
                            .setDurable(true)
                            .setAutoDelete(false),
                    true);
        }
        connections.setConnectionFactory(new ActiveMQConnectionFactory(
                "vm://" + id + "?minLargeMessageSize=400000&consumerWindowSize=1048576&ackBatchSize=1048576"));
        connections.setMaxConnections(1);
        connections.setConnectionIdleTimeout(0);
    }

    public ConnectionFactory connections() {
        return connections;
    }

    /** What a queue holds. */
    public long messages(String queue) {
        return server.locateQueue(queue).getMessageCount();
    }

    /** How many letters there are, as the outbox's broker says it. */
    public long letters() {
        return isPaging(LETTERS) ? Long.MAX_VALUE : messages(LETTERS);
    }

    /** Whether the queue is larger than what the broker holds in memory. */
    public boolean isPaging(String queue) {
        return server.locateQueue(queue).getPagingStore().isPaging();
    }

    @Override
    public void close() {
        connections.stop();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker does not stop", e);
        }
    }
}
