package org.hearthline.gap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hearthline.event.EventData;
import org.hearthline.event.EventId;
import org.hearthline.ha.BatchSink;
import org.hearthline.ha.HaBatch;

/** Hands events of history to the route, but for those that were accepted live. One thread. */
final class Resender {
    private static final int MOST_EVENTS = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String house;
    private final AcceptedEvents accepted;
    private final Gaps gaps;
    private final HouseClock clock;
    private final Waiter waiter;

    Resender(String house, AcceptedEvents accepted, Gaps gaps, HouseClock clock, Waiter waiter) {
        this.house = house;
        this.accepted = accepted;
        this.gaps = gaps;
        this.clock = clock;
        this.waiter = waiter;
    }

    /** Returns when all of them are durable. */
    void send(UUID gap, List<EventData> events, BatchSink sink) throws InterruptedException {
        List<EventData> missing = new ArrayList<>();
        StringBuilder ids = new StringBuilder(gap.toString());
        int already = 0;
        for (EventData event : events) {
            UUID id = EventId.ofEntity(house, event.eventType(), String.valueOf(event.entityId()), event.micros());
            if (accepted.contains(id, event.micros())) {
                already++;
                continue;
            }
            missing.add(event);
            ids.append(id);
            if (missing.size() == MOST_EVENTS) {
                sendBatch(gap, missing, ids, sink);
                missing = new ArrayList<>();
                ids = new StringBuilder(gap.toString());
            }
        }
        if (!missing.isEmpty()) {
            sendBatch(gap, missing, ids, sink);
        }
        gaps.sent(gap, 0, already);
    }

    /** The same events make the same batch, also after a crash; others never do. */
    private void sendBatch(UUID gap, List<EventData> events, CharSequence ids, BatchSink sink)
            throws InterruptedException {
        UUID id = UUID.nameUUIDFromBytes(ids.toString().getBytes(StandardCharsets.UTF_8));
        HaBatch batch = new HaBatch(id, events, clock.now(), List.of());
        Duration pause = FIRST_PAUSE;
        while (!sink.take(batch)) {
            waiter.await(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        gaps.sent(gap, events.size(), 0);
    }
}
