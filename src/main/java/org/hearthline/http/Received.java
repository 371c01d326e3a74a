package org.hearthline.http;

import org.hearthline.event.Frame;

/**
 * A request that brought events, until it is answered.
 *
 * @param single about one event, so that the answer is about one
 * @param startedNanos by {@link System#nanoTime()}
 */
public record Received(Frame frame, boolean single, String correlationId, long startedNanos) {}
