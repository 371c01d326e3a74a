package org.hearthline.config;

import java.time.Duration;

/**
 * When a frame is full.
 *
 * @param maxBytes of raw events
 * @param linger longest wait for a frame to fill
 */
public record FrameConfig(int maxEvents, int maxBytes, Duration linger) {
    static FrameConfig read(Settings settings) {
        return new FrameConfig(
                settings.number("frame.max-events", 1, 10_000),
                (int) settings.size("frame.max-bytes", 1L << 10, 64L << 20),
                settings.duration("frame.linger", Duration.ZERO, Duration.ofSeconds(5)));
    }
}
