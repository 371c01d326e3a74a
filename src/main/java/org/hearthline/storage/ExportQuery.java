package org.hearthline.storage;

/** Which events are exported, and how. */
record ExportQuery(EventFilter filter, ExportFormat format) {}
