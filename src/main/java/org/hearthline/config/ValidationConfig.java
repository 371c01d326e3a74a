package org.hearthline.config;

import java.time.Duration;

/**
 * What validation lets through.
 *
 * @param futureLimit how far ahead of the clock an event's time may lie
 */
public record ValidationConfig(Duration futureLimit) {
    static ValidationConfig read(Settings settings) {
        return new ValidationConfig(settings.duration("validation.future-limit", Duration.ZERO, Duration.ofDays(365)));
    }
}
