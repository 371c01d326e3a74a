package org.hearthline.ha;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands batches to the sink, in order, each again and again until it is taken. A thread of its own, since the sink waits for
 * its disk: the drain thread reads the next batch meanwhile, and no more than that.
 */
final class Courier implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Inbox inbox;
    private final BatchSink sink;
    private final HaCounters counters;
    private final Backoff retry;
    private final BlockingQueue<Bag> bags = new ArrayBlockingQueue<>(1);
    /** Given to this and not taken by the sink. */
    private final AtomicLong unsent = new AtomicLong();

    private volatile boolean givenUp;
    private volatile @Nullable Thread thread;

    /** What comes next: a batch, or word that there will be none. */
    private sealed interface Bag {
        record Full(HaBatch batch) implements Bag {}

        record Last() implements Bag {}
    }

    Courier(Inbox inbox, BatchSink sink, HaSettings.Timing timing, HaCounters counters, RandomGenerator random) {
        this.inbox = inbox;
        this.sink = sink;
        this.counters = counters;
        this.retry = new Backoff(timing.reconnectMin(), timing.reconnectMax(), random);
    }

    /** Takes a batch over; waits while another one does. For the drain thread. */
    void give(HaBatch batch) {
        unsent.addAndGet(batch.events().size());
        put(new Bag.Full(batch));
    }

    /** Nothing comes after this. For the drain thread. */
    void end() {
        put(new Bag.Last());
    }

    /** Batches behind the sink. */
    long waiting() {
        return sink.waiting();
    }

    /** Waits no longer for the sink: what it has not taken is lost here, and counted. Any thread. */
    void giveUp() {
        givenUp = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Ends after {@link #end}, and soon after {@link #giveUp}. */
    @Override
    public void run() {
        thread = Thread.currentThread();
        // Once the sink took nothing until the stop, whatever comes after it would be out of order.
        while (take() instanceof Bag.Full bag) {
            givenUp = givenUp || !deliver(bag.batch());
        }
        if (unsent.get() > 0) {
            LOG.atError()
                    .addKeyValue("events", unsent.get())
                    .log("Stopped while the route took nothing: these events were not handed over and are lost here");
        }
    }

    private boolean deliver(HaBatch batch) {
        try {
            while (!sink.take(batch)) {
                counters.retry();
                if (!inbox.awaitWhileOpen(retry.next())) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            return false;
        }
        unsent.addAndGet(-batch.events().size());
        retry.reset();
        return true;
    }

    /** Only {@link #giveUp} interrupts, and then too the other thread comes to its end. */
    private Bag take() {
        while (true) {
            try {
                return bags.take();
            } catch (InterruptedException e) {
                givenUp = true;
            }
        }
    }

    private void put(Bag bag) {
        while (true) {
            try {
                bags.put(bag);
                return;
            } catch (InterruptedException e) {
                giveUp();
            }
        }
    }
}
