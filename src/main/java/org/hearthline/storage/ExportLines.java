package org.hearthline.storage;

import java.util.List;

/** Writes events, one per line. Any thread. */
interface ExportLines {
    /** What stands before the first event: UTF-8. */
    byte[] head();

    byte[] write(List<StoredEvent> events);
}
