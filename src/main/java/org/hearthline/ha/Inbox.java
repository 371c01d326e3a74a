package org.hearthline.ha;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthline.event.JsonSlice;
import org.jspecify.annotations.Nullable;

/**
 * Messages between the event loop and the drain thread, bounded in bytes. Never refuses one: it says when it is full, and
 * once more when it is half empty again, so that the socket can be paused in between.
 */
final class Inbox {
    /** One message of the socket, unread. */
    record Message(Session session, JsonSlice json, long receivedMicros) {}

    private final long limitBytes;
    private final Runnable onRelief;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private long bytes;
    private long awaitedBytes = Long.MAX_VALUE;
    private boolean full;
    private boolean closed;

    /**
     * @param onRelief called by the drain thread when a full inbox is half empty
     */
    Inbox(long limitBytes, Runnable onRelief) {
        this.limitBytes = limitBytes;
        this.onRelief = onRelief;
    }

    /** Takes a message in any case; true when it should be the last for now. */
    boolean offer(Message message) {
        lock.lock();
        try {
            messages.add(message);
            bytes += message.json().length();
            full |= bytes >= limitBytes;
            if (bytes >= awaitedBytes) {
                changed.signalAll();
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** The next message, without waiting; null when there is none. */
    @Nullable
    Message poll() {
        Message message;
        boolean relieved;
        lock.lock();
        try {
            message = messages.poll();
            bytes -= message == null ? 0 : message.json().length();
            relieved = full && bytes <= limitBytes / 2;
            full &= !relieved;
        } finally {
            lock.unlock();
        }
        if (relieved) {
            onRelief.run();
        }
        return message;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a message; false when there will be none any more. */
    boolean awaitFirst() throws InterruptedException {
        lock.lock();
        try {
            awaitedBytes = 0;
            while (messages.isEmpty() && !closed) {
                changed.await();
            }
            return !messages.isEmpty();
        } finally {
            awaitedBytes = Long.MAX_VALUE;
            lock.unlock();
        }
    }

    /** Lets messages gather: waits until so many bytes are there, or the time is over, or the inbox is closed. */
    void awaitMore(long enoughBytes, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long enough = Math.min(enoughBytes, limitBytes);
            awaitedBytes = enough;
            long left = nanos;
            while (left > 0 && bytes < enough && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            awaitedBytes = Long.MAX_VALUE;
            lock.unlock();
        }
    }

    /** Waits, whatever comes in; false at once when the inbox is closed. */
    boolean awaitWhileOpen(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes after this; what is there is still given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
