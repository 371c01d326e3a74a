package org.hearthline.storage;

import java.time.Duration;
import java.util.function.Function;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.jspecify.annotations.Nullable;

/** Writes to the embedded store, once it is there and as long as it has space. Any thread. */
final class QuestWriter implements StoreWriter {
    private static final Duration STARTS_SOON = Duration.ofMillis(200);
    private static final Duration LOOKED_AFTER = Duration.ofSeconds(10);

    private volatile @Nullable Open open;

    /** What there is while the store is open. */
    private record Open(InfluxWriter writer, QuestWatchdog watchdog) {}

    void open(InfluxWriter writer, QuestWatchdog watchdog) {
        open = new Open(writer, watchdog);
    }

    @Override
    public WriteOutcome write(Lines lines) {
        return whenOpen(writer -> writer.write(lines));
    }

    @Override
    public WriteOutcome check() {
        return whenOpen(InfluxWriter::check);
    }

    private WriteOutcome whenOpen(Function<InfluxWriter, WriteOutcome> action) {
        Open now = open;
        if (now == null) {
            return new Unavailable("The embedded store is not open", STARTS_SOON);
        }
        String trouble = now.watchdog.trouble();
        if (trouble != null) {
            return new Unavailable(trouble, LOOKED_AFTER);
        }
        return action.apply(now.writer);
    }

    @Override
    public String shown() {
        return "embedded QuestDB";
    }

    @Override
    public void close() {
        Open last = open;
        open = null;
        if (last != null) {
            last.writer.close();
        }
    }
}
