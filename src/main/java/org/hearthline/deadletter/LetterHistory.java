package org.hearthline.deadletter;

import java.time.Instant;

/**
 * What a replayed event brings along, so that a letter that is written again goes on where the last one was.
 *
 * @param attempts how often it has been refused so far, from 1
 */
public record LetterHistory(Instant firstSeen, int attempts) {}
