package org.hearthline.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hearthline.routes.RouteFolder.Look;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the user's folder again and again, and says when what lies there is to be taken: when two looks in a row agree, as some
 * editors write a file twice and a copy takes its time, and it is not what was taken last. Not for several threads at once.
 */
final class FolderWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /** Looks between two attempts at what fails in a way that nobody foresaw. */
    private static final int LOOKS_UNTIL_AGAIN = 10;

    private static final Look NOTHING = new Look(List.of(), Map.of(), List.of());

    private final RouteFolder folder;
    private Look seen = NOTHING;
    private Look taken = NOTHING;
    private int looksUntilAgain;

    FolderWatch(RouteFolder folder) {
        this.folder = folder;
    }

    /**
     * What lies there at the start, which is taken. The folder is made where no file has ever run out of it.
     *
     * @param kept names of the files that ran before
     * @throws UncheckedIOException when the folder exists and cannot be listed
     */
    Look first(Set<String> kept) {
        if (kept.isEmpty()) {
            make(folder.path());
        }
        seen = kept.isEmpty() || Files.isDirectory(folder.path()) ? folder.look() : away(kept, Map.of());
        return take();
    }

    /** A folder that cannot be made has no files: that is no fault. */
    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("directory", folder).setCause(e).log("There is no folder for routes of your own");
        }
    }

    /**
     * Looks once more, and answers what is to be taken, if anything is.
     *
     * @param running the user's files as they run
     */
    Optional<Look> look(Look running) {
        Look before = seen;
        seen = now(running);
        boolean agree = seen.equals(before);
        return agree && (isTimeToTryAgain() || !seen.equals(taken)) ? Optional.of(take()) : Optional.empty();
    }

    private boolean isTimeToTryAgain() {
        return looksUntilAgain > 0 && --looksUntilAgain == 0;
    }

    /** What lies there at this moment: somebody wants it taken as it is. */
    Look atOnce(Look running) {
        seen = now(running);
        return take();
    }

    private Look take() {
        taken = seen;
        looksUntilAgain = 0;
        return seen;
    }

    /** What was taken is not all that can be had of it: the next look tries again. */
    void forget() {
        taken = NOTHING;
    }

    /** Taking it failed in a way that may pass: some looks later it is tried again, unless something else lies there before. */
    void tryLater() {
        taken = seen;
        looksUntilAgain = LOOKS_UNTIL_AGAIN;
    }

    /** Names of what does not lie there as it runs; that of the folder itself, when all does. */
    Set<String> changes(Look running) {
        Map<String, String> now = running.texts();
        Map<String, String> there = seen.texts();
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(there.keySet());
        names.removeIf(name -> Objects.equals(now.get(name), there.get(name)));
        return names.isEmpty() ? Set.of(String.valueOf(folder.path().getFileName())) : names;
    }

    /** A folder that is gone altogether is a volume that is away rather than a wish: its files count as unreadable. */
    private Look now(Look running) {
        Set<String> names = running.texts().keySet();
        try {
            if (Files.isDirectory(folder.path()) || names.isEmpty()) {
                return folder.look();
            }
        } catch (UncheckedIOException e) {
            LOG.atDebug().setCause(e).log("The folder of routes cannot be read");
        }
        return away(names, running.properties());
    }

    private Look away(Set<String> names, Map<String, String> properties) {
        List<RouteFault> gone = new TreeSet<>(names)
                .stream()
                        .map(name -> RouteFault.of(
                                name, "The folder " + folder.path() + " is away. Make it again, or mount it"))
                        .toList();
        return new Look(List.of(), properties, gone);
    }
}
