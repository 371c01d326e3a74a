package org.hearthline.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops taking events before the disk is full: a broker that meets a really full disk may acknowledge what it has not kept.
 * Looks once a second ({@link #look}); answers from memory. Any thread.
 */
public final class DiskGuard implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final long MIB = 1 << 20;

    private final Limits limits;
    private final LongSupplier free;
    private final LongSupplier used;
    private final Clock clock;

    private volatile Consumer<String> onFull = why -> {};
    private volatile Runnable onRoom = () -> {};
    private volatile @Nullable String full;
    private boolean failed;
    private volatile Instant since;
    private volatile long freeBytes;
    private volatile long usedBytes;

    /**
     * Where the guard begins to refuse, which is before the broker does.
     *
     * @param minFree bytes of the volume that must stay free
     * @param maxUsed bytes that waiting frames may take
     */
    public record Limits(long minFree, long maxUsed) {
        /** Taken again only when there is room for a while. */
        private boolean allows(long free, long used, boolean refusedBefore) {
            return refusedBefore
                    ? free > minFree + minFree / 4 && used < maxUsed / 10 * 9
                    : free > minFree && used < maxUsed;
        }

        private boolean isNear(long free, long used) {
            return free < 2 * minFree || used > maxUsed / 10 * 8;
        }
    }

    /**
     * A guard of one outbox.
     *
     * @param free bytes of the volume
     * @param used bytes of the frames that wait
     */
    public DiskGuard(Limits limits, LongSupplier free, LongSupplier used, Clock clock) {
        this.limits = limits;
        this.free = free;
        this.used = used;
        this.clock = clock;
        this.since = clock.instant();
        this.freeBytes = free.getAsLong();
        this.usedBytes = used.getAsLong();
    }

    /** Who else stops when it is full, and goes on when there is room. */
    public void tell(Consumer<String> whenFull, Runnable whenRoom) {
        onFull = whenFull;
        onRoom = whenRoom;
    }

    /** The outbox itself has failed: nothing more is taken, whatever there is room for. By the thread that looks. */
    public void fail(String why) {
        if (!failed) {
            failed = true;
            full = why;
            since = clock.instant();
            report(false);
        }
    }

    /** Measures. For one thread, once a second. */
    public void look() {
        if (failed) {
            return;
        }
        freeBytes = free.getAsLong();
        usedBytes = used.getAsLong();
        boolean refused = full != null;
        boolean allowed = limits.allows(freeBytes, usedBytes, refused);
        if (refused == allowed) {
            since = clock.instant();
            full = allowed ? null : why();
            report(allowed);
        } else if (refused) {
            full = why();
        }
    }

    private void report(boolean allowed) {
        String reason = full;
        if (allowed || reason == null) {
            LOG.atInfo().addKeyValue("free_mib", freeBytes / MIB).log("There is room for the outbox again");
            onRoom.run();
        } else {
            LOG.atError().log(reason);
            onFull.accept(reason);
        }
    }

    private String why() {
        return freeBytes <= limits.minFree + limits.minFree / 4
                ? "The disk of the outbox is full: " + freeBytes / MIB + " MiB free, " + limits.minFree / MIB
                        + " MiB must stay free (outbox.min-disk-free and a quarter). Nothing more is taken: make room"
                : "The outbox is full: " + usedBytes / MIB + " of " + limits.maxUsed / MIB
                        + " MiB (nine tenths of outbox.max-bytes). Nothing more is taken until the store has taken some";
    }

    /**
     * Asked before every acceptance.
     *
     * @throws TransientFailure when nothing can be taken
     */
    void check() {
        String reason = full;
        if (reason != null) {
            throw new TransientFailure(ErrorCode.OUTBOX_FULL, reason, RETRY, null);
        }
    }

    /** Bytes that can still be taken. */
    long room() {
        return Math.max(0, Math.min(freeBytes - limits.minFree, limits.maxUsed - usedBytes));
    }

    public long freeBytes() {
        return freeBytes;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Status status() {
        String reason = full;
        if (reason != null) {
            return new Status(Level.UNHEALTHY, reason, since);
        }
        String room = freeBytes / MIB + " MiB free, the outbox has " + usedBytes / MIB + " of " + limits.maxUsed / MIB
                + " MiB";
        return limits.isNear(freeBytes, usedBytes)
                ? new Status(Level.DEGRADED, room + ": soon nothing more can be taken", since)
                : new Status(Level.HEALTHY, room, since);
    }
}
