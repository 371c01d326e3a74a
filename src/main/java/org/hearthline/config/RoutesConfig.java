package org.hearthline.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The user's own routes.
 *
 * @param folder of their files, absolute; it need not exist
 * @param kept folder of the last good copies of them, absolute; apart from {@code folder}
 * @param reload whether changes of it are taken while the process runs
 * @param interval between two looks at it
 */
public record RoutesConfig(Path folder, Path kept, boolean reload, Duration interval) {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(1);

    static RoutesConfig read(Settings settings, Path dataDir) {
        Path folder = settings.folder("routes.dir");
        Path kept = dataDir.resolve("routes-kept");
        // What is no copy of a file that ran is deleted there, so nobody else's files may be.
        if (holds(folder, kept) || holds(kept, folder)) {
            settings.fault(
                    "routes.dir",
                    "expected a folder that is not, does not hold and does not lie in " + kept
                            + ", where the last good copies are kept");
        }
        return new RoutesConfig(
                folder, kept, settings.flag("routes.reload"), settings.duration("routes.reload-interval", LEAST, MOST));
    }

    private static boolean holds(Path outer, Path inner) {
        return inner.startsWith(outer) || real(inner).startsWith(real(outer));
    }

    /** Behind links, as far as it is there. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }
}
