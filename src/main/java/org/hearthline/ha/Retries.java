package org.hearthline.ha;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long to wait after which ending. Tells of each cause once, until it was subscribed again. For the event loop. */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(HaConnection.class);

    private final Duration afterRefusedToken;
    private final Backoff backoff;
    private final Set<Ending.Cause> told = EnumSet.noneOf(Ending.Cause.class);

    Retries(HaSettings.Timing timing, RandomGenerator random) {
        this.afterRefusedToken = timing.authRetry();
        this.backoff = new Backoff(timing.reconnectMin(), timing.reconnectMax(), random);
    }

    Duration after(Ending why) {
        Duration wait = why.cause() == Ending.Cause.TOKEN_REFUSED ? afterRefusedToken : backoff.next();
        if (told.add(why.cause())) {
            LOG.atWarn()
                    .addKeyValue("cause", why.cause())
                    .addKeyValue("retry_in_ms", wait.toMillis())
                    .log(why.message());
        }
        return wait;
    }

    void subscribed() {
        backoff.reset();
        told.clear();
    }
}
