package org.hearthline.storage;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stored events as lines, oldest first, those of one nanosecond by their id. Asks the store for a page whenever one is asked
 * for, and keeps nothing open in between: it may be forgotten at any time. One thread at a time.
 */
public final class Export {
    private static final Comparator<StoredEvent> ORDER =
            Comparator.comparingLong(StoredEvent::nanos).thenComparing(StoredEvent::eventId);
    private static final int FIRST_ROWS = 100;
    private static final int LEAST_ROWS = 50;
    private static final int MOST_ROWS = EventQuery.MAX_LIMIT;
    /** About how many bytes a page shall have. */
    private static final int PAGE = 512 * 1024;
    /** No house has so many events in one nanosecond; who makes their ids up might. */
    private static final int MOST_AT_ONCE = 20_000;

    private final EventRows rows;
    private final ExportQuery query;
    private final ExportLines lines;
    private EventFilter rest;
    private int size = FIRST_ROWS;
    private boolean ended;
    private byte @Nullable [] first;

    private Export(EventRows rows, ExportQuery query, Set<String> userFields) {
        this.rows = rows;
        this.query = query;
        this.rest = query.filter();
        this.lines = query.format().lines(userFields);
    }

    /**
     * Reads the first page, so that a store that is away is known before anything is answered.
     *
     * @throws org.hearthline.event.TransientFailure when it is
     */
    static Export open(EventRows rows, EventFigures figures, ExportQuery query) {
        Set<String> userFields = query.format() == ExportFormat.CSV ? figures.userFields() : Set.of();
        Export export = new Export(rows, query, userFields);
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        begin.writeBytes(export.lines.head());
        begin.writeBytes(export.page());
        export.first = begin.toByteArray();
        return export;
    }

    public String contentType() {
        return query.format().contentType();
    }

    public String fileName() {
        return "hearthline-events." + query.format().id();
    }

    /**
     * The next lines; null at the end.
     *
     * @throws org.hearthline.event.TransientFailure when the store is away: what was read so far is not all
     */
    public byte @Nullable [] next() {
        byte[] begin = first;
        first = null;
        if (begin != null && begin.length > 0) {
            return begin;
        }
        return ended ? null : page();
    }

    /** The rest of a nanosecond that a page cut is left to the next one. */
    private byte[] page() {
        List<StoredEvent> page = new ArrayList<>(rows.oldest(new EventQuery(rest, size + 1, null)));
        if (page.size() <= size) {
            ended = true;
        } else {
            long cut = page.get(page.size() - 1).nanos();
            if (page.get(0).nanos() == cut) {
                page = new ArrayList<>(rows.oldest(new EventQuery(rest.between(cut, cut + 1), MOST_AT_ONCE, null)));
                if (page.size() == MOST_AT_ONCE) {
                    throw new IllegalStateException(MOST_AT_ONCE + " events and more at " + cut + " ns");
                }
                rest = rest.between(cut + 1, Long.MAX_VALUE);
            } else {
                page.removeIf(event -> event.nanos() == cut);
                rest = rest.between(cut, Long.MAX_VALUE);
            }
        }
        page.sort(ORDER);
        byte[] written = lines.write(page);
        if (!page.isEmpty()) {
            size = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, PAGE / Math.max(1, written.length / page.size())));
        }
        return written;
    }
}
