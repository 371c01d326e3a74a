package org.hearthline.deadletter;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Enumeration;

/**
 * Letters as NDJSON, read out of the broker while it is read. Any thread: who reads may go away without a word, and then
 * another one closes it.
 */
final class LetterExport extends InputStream {
    private static final int CHUNK = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LetterCodec codec;
    private final Clock clock;
    private final Connection connection;
    private final Session session;
    private final QueueBrowser browser;
    private final Enumeration<?> messages;
    private final LetterQueue queue;
    private long seen;
    private byte[] lines = new byte[0];
    private int next;
    private boolean ended;
    private Instant lastRead;

    private LetterExport(LetterQueue queue, LetterCodec codec, Clock clock, Connection connection) throws JMSException {
        this.queue = queue;
        this.codec = codec;
        this.clock = clock;
        this.lastRead = clock.instant();
        this.connection = connection;
        connection.start();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        browser = queue.browser(session, Selector.ALL);
        messages = browser.getEnumeration();
    }

    static LetterExport open(LetterQueue queue, LetterCodec codec, Clock clock) {
        try {
            Connection connection = queue.connect();
            try {
                return new LetterExport(queue, codec, clock, connection);
            } catch (JMSException e) {
                connection.close();
                throw e;
            }
        } catch (JMSException e) {
            throw LetterQueue.away(e);
        }
    }

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        lastRead = clock.instant();
        if (next == lines.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, lines.length - next);
        System.arraycopy(lines, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return lines.length - next;
    }

    /** Closes it when nobody has read for some time; true when it is closed. */
    synchronized boolean closeIfForgotten() throws IOException {
        if (Duration.between(lastRead, clock.instant()).compareTo(PATIENCE) > 0) {
            close();
        }
        return ended;
    }

    /** The next lines; false at the end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            while (out.size() < CHUNK && queue.hasMore(messages, seen)) {
                seen++;
                DeadLetter letter = codec.read((Message) messages.nextElement());
                out.writeBytes(LetterJson.bytes(json -> LetterJson.write(letter, json)));
                out.write('\n');
            }
            if (out.size() == 0) {
                LetterQueue.check(session);
                close();
            }
        } catch (JMSException e) {
            throw new IOException("The dead letters cannot be read on", e);
        }
        lines = out.toByteArray();
        next = 0;
        return lines.length > 0;
    }

    @Override
    public synchronized void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        lines = Arrays.copyOf(lines, 0);
        next = 0;
        try {
            browser.close();
            session.close();
            connection.close();
        } catch (JMSException e) {
            throw new IOException("The dead letters' queue cannot be closed", e);
        }
    }
}
