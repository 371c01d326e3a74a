package org.hearthline.weather;

import java.time.Clock;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the weather source answers: as good as the last time that it was asked. Any thread. */
final class WeatherHealth implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(WeatherHealth.class);

    private final String source;
    private final Clock clock;
    private Status status;
    private boolean answered;
    private int failures;

    WeatherHealth(String source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.status = new Status(Level.HEALTHY, "Nobody has asked " + source + " yet", clock.instant());
    }

    @Override
    public String name() {
        return "weather";
    }

    @Override
    public synchronized Status status() {
        return status;
    }

    synchronized void worked() {
        if (failures > 0) {
            LOG.atInfo()
                    .addKeyValue("source", source)
                    .addKeyValue("failures", failures)
                    .log("The weather is back");
        }
        if (failures > 0 || !answered) {
            status = new Status(Level.HEALTHY, source + " answers", clock.instant());
        }
        failures = 0;
        answered = true;
    }

    /** A failure while another one lasts is counted, not logged. */
    synchronized void failed(String reason) {
        failures++;
        if (failures == 1) {
            LOG.atWarn()
                    .addKeyValue("source", source)
                    .addKeyValue("reason", reason)
                    .log("No weather: events go on with what was known last, or without");
        }
        String times = failures == 1 ? "" : " (" + failures + " times)";
        status = new Status(
                Level.DEGRADED,
                "No answer from " + source + times + ": " + reason + ". Events go on with the last weather, or without",
                failures == 1 ? clock.instant() : status.since());
    }
}
