package org.hearthline.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, page by page, newest first; events of one nanosecond by their id, downwards. Every event is on exactly one
 * page, also while others come in. Any thread.
 */
final class StoredEvents {
    private static final Comparator<StoredEvent> ORDER = Comparator.comparingLong(StoredEvent::nanos)
            .thenComparing(StoredEvent::eventId)
            .reversed();

    private final EventRows rows;

    /**
     * Some events.
     *
     * @param next where the next page goes on; null on the last one
     */
    record Page(List<StoredEvent> events, @Nullable Cursor next) {}

    StoredEvents(EventRows rows) {
        this.rows = rows;
    }

    Optional<StoredEvent> get(UUID eventId) {
        return rows.withId(eventId).stream().findFirst();
    }

    Page find(EventQuery query) {
        List<StoredEvent> found = new ArrayList<>(rest(query));
        long before = query.after() == null ? Long.MAX_VALUE : query.after().nanos();
        found.addAll(whole(query, rows.newest(query.between(0, before, query.limit() + 1))));
        found.sort(ORDER);
        List<StoredEvent> page = List.copyOf(found.subList(0, Math.min(query.limit(), found.size())));
        boolean more = found.size() > page.size();
        return new Page(page, more ? page.get(page.size() - 1).cursor() : null);
    }

    /** What the page before left of the nanosecond in which it ended. */
    private List<StoredEvent> rest(EventQuery query) {
        Cursor after = query.after();
        return after == null
                ? List.of()
                : at(query, after.nanos()).stream()
                        .filter(event -> event.eventId().compareTo(after.eventId()) < 0)
                        .toList();
    }

    /** A store that has more than asked for may cut within a nanosecond, anywhere: that nanosecond is read as a whole. */
    private List<StoredEvent> whole(EventQuery query, List<StoredEvent> newest) {
        int size = newest.size();
        if (size <= query.limit()
                || newest.get(size - 1).nanos() != newest.get(size - 2).nanos()) {
            return newest;
        }
        long cut = newest.get(size - 1).nanos();
        List<StoredEvent> kept = new ArrayList<>(newest);
        kept.removeIf(event -> event.nanos() == cut);
        kept.addAll(at(query, cut));
        return kept;
    }

    private List<StoredEvent> at(EventQuery query, long nanos) {
        return rows.newest(query.between(nanos, nanos + 1, EventQuery.MAX_LIMIT));
    }
}
