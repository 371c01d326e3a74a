package org.hearthline.config;

import java.time.Duration;

/**
 * How gaps are repaired.
 *
 * @param repair false: they are only reported
 * @param recorderKeeps how far back Home Assistant's recorder remembers
 * @param pause between two questions to its history
 */
public record GapConfig(boolean repair, Duration recorderKeeps, Duration pause) {
    static GapConfig read(Settings settings) {
        return new GapConfig(
                settings.flag("gap.repair"),
                settings.duration("gap.recorder-days", Duration.ofHours(1), Duration.ofDays(3650)),
                settings.duration("gap.pause", Duration.ZERO, Duration.ofMinutes(1)));
    }
}
