package org.hearthline.weather;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.Place;

/** A weather source that does what a test says, and the time that goes with it. Each answer is one degree warmer. */
final class FakeWeather implements WeatherSource {
    final AtomicInteger asked = new AtomicInteger();
    volatile RuntimeException failure;
    volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Observation fetch(Place place) {
        int count = asked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeatherFailure("interrupted");
        }
        if (failure != null) {
            throw failure;
        }
        return new Observation(Availability.FRESH, (double) count, 81.0, 1012.3, 4.1, "clouds", now(), "fake");
    }

    /** From now on, answers wait until the latch that comes back is opened. */
    CountDownLatch hang() {
        gate = new CountDownLatch(1);
        return gate;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    Ticker ticker() {
        return nanos::get;
    }

    Instant now() {
        return Instant.parse("2026-11-21T12:00:00Z").plusNanos(nanos.get());
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
