package org.hearthline.storage;

import io.questdb.ServerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.jspecify.annotations.Nullable;

/** What the embedded store is, and how much is in it. Any thread. */
final class QuestInfo implements Supplier<StoreInfo> {
    private final Path root;
    private final QuestReader reader;
    private final QuestFigures figures;
    private final Supplier<Status> status;

    /**
     * @param root its directory
     * @param status of the store as far as writes tell
     */
    QuestInfo(Path root, QuestReader reader, QuestFigures figures, Supplier<Status> status) {
        this.root = root;
        this.reader = reader;
        this.figures = figures;
        this.status = status;
    }

    @Override
    public StoreInfo get() {
        try {
            List<StoredEvent> newest = reader.newest(new EventQuery(EventFilter.EVERYTHING, 1, null));
            return info(figures.count(), newest.isEmpty() ? null : newest.get(0).nanos(), status.get());
        } catch (TransientFailure e) {
            String words = String.valueOf(e.getMessage());
            return info(
                    null, null, new Status(Level.DEGRADED, words, status.get().since()));
        }
    }

    private StoreInfo info(@Nullable Long events, @Nullable Long newest, Status now) {
        return new StoreInfo("questdb", version(), null, size(), null, events, newest, now);
    }

    /** Of the jar. */
    private static String version() {
        return String.valueOf(ServerMain.class.getPackage().getImplementationVersion());
    }

    /** Bytes of all files, many of which come and go meanwhile. */
    private @Nullable Long size() {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
        return bytes.get();
    }
}
