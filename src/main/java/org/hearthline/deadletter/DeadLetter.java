package org.hearthline.deadletter;

import org.hearthline.event.JsonSlice;

/**
 * An event that can never be stored as it is, and why.
 *
 * @param original the event in its envelope with what ingestion had stamped on it, on one line; what was no event at all as
 *     it came
 */
public record DeadLetter(LetterHead head, JsonSlice original) {}
