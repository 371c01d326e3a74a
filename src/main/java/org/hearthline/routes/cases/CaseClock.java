package org.hearthline.routes.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The clock of the routes under test: the real one, except while a case says what time it is. */
public final class CaseClock extends Clock {
    private final Clock real;
    private volatile @Nullable Instant now;

    public CaseClock(Clock real) {
        this.real = real;
    }

    /** From here on; null for the real time. */
    void set(@Nullable Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        Instant said = now;
        return said == null ? real.instant() : said;
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
