package org.hearthline.storage;

/**
 * What was written since the start: {@code written + rejected} is every line that a store has decided on.
 *
 * @param p50 milliseconds from encoding a frame to the store's acknowledgement, of the latest 1,024 frames
 * @param p99 likewise
 */
public record WriteStats(long written, long rejected, double p50, double p99) {}
