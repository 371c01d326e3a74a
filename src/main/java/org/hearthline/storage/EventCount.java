package org.hearthline.storage;

/** How many events a filter lets through. */
record EventCount(EventFilter filter, long events) {}
