package org.hearthline.ha;

import java.time.Duration;
import java.util.Objects;
import org.hearthline.event.EventData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drain thread: reads the queued messages in order, hands answers to their session, and events in batches to the courier.
 *
 * <p>A batch goes when it is full, or when nothing more waits and the linger since the batch before is over. So 20 events a
 * second go at once, 1,000 a second in some 40 batches, and a flood in full ones. While batches wait behind the sink, the
 * linger grows with them, up to 1 s.
 */
final class Drain implements Runnable, MessageReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** So many batches that wait double the linger. */
    private static final int WAITING_FOR_TWICE = 20;

    private static final long LONGEST_LINGER = Duration.ofSeconds(1).toNanos();

    private final Inbox inbox;
    private final MessageReader reader;
    private final Courier courier;
    private final HaSettings settings;
    private final HaCounters counters;
    private final Batcher batcher;
    private long lastFlush;
    private Inbox.@Nullable Message current;

    Drain(Inbox inbox, MessageReader reader, Courier courier, HaSettings settings, HaCounters counters) {
        this.inbox = inbox;
        this.reader = reader;
        this.courier = courier;
        this.settings = settings;
        this.counters = counters;
        this.batcher = new Batcher(settings.limits());
        this.lastFlush = System.nanoTime() - settings.timing().linger().toNanos();
    }

    @Override
    public void run() {
        try {
            while (inbox.awaitFirst()) {
                long lingered = System.nanoTime() - lastFlush;
                inbox.awaitMore(
                        settings.limits().frameBytes(),
                        linger(settings.timing().linger().toNanos(), courier.waiting()) - lingered);
                readAll();
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Longer while batches wait behind the sink: each costs whoever delivers it one answer of the store, however small it is.
     * Nothing is gained by haste then.
     */
    static long linger(long configured, long waiting) {
        long stretched = configured + configured * waiting / WAITING_FOR_TWICE;
        return Math.max(configured, Math.min(stretched, LONGEST_LINGER));
    }

    private void readAll() {
        Inbox.Message message = inbox.poll();
        while (message != null) {
            current = message;
            counters.message(message.json().length());
            read(message);
            message = inbox.poll();
        }
        current = null;
    }

    /** Whatever is in a message, the next one is read. */
    private void read(Inbox.Message message) {
        try {
            reader.read(message.json().source(), this);
        } catch (RuntimeException e) {
            // The thread's edge: whatever a message does to its readers, the messages behind it are read.
            malformed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void event(EventData event) {
        Inbox.Message message = message();
        message.session().noticed(event.eventType());
        if (settings.wants(event.eventType())) {
            counters.event(message.receivedMicros());
            batcher.add(event, message.receivedMicros());
            flushIfFull();
        }
    }

    @Override
    public void refused(Unreadable event) {
        if (counters.refused() == 0) {
            LOG.atWarn()
                    .addKeyValue("issue", event.fault().details())
                    .log("Home Assistant sent an event that is none; further ones are counted");
        }
        counters.refuse();
        batcher.add(event, message().receivedMicros());
        flushIfFull();
    }

    @Override
    public void answer(CommandResult answer) {
        Inbox.Message message = message();
        message.session().answered(answer, message.receivedMicros());
    }

    @Override
    public void auth(String type, String words) {
        malformed("a second handshake");
    }

    @Override
    public void malformed(String why) {
        if (counters.malformed() == 0) {
            LOG.atWarn()
                    .addKeyValue("reason", settings.hideToken(why))
                    .log("Home Assistant sent a message that cannot be read; further ones are counted");
        }
        counters.malform();
    }

    private Inbox.Message message() {
        return Objects.requireNonNull(current);
    }

    private void flushIfFull() {
        if (batcher.isFull()) {
            flush();
        }
    }

    private void flush() {
        if (!batcher.isEmpty()) {
            lastFlush = System.nanoTime();
            courier.give(batcher.take());
        }
    }
}
