package org.hearthline.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event that was refused for ever.
 *
 * @param index its place in what the caller sent, from 0
 * @param eventId null when the event could not be read that far
 * @param stage where it was refused
 * @param step id of the step in the route file
 */
public record Rejection(int index, @Nullable UUID eventId, String stage, String step, Fault fault) {
    Rejection at(int callersIndex) {
        return new Rejection(callersIndex, eventId, stage, step, fault);
    }
}
