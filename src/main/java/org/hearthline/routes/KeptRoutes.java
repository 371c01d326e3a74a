package org.hearthline.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last text of each own file that ran: what runs after a restart while the file itself is broken. Not for several threads at
 * once.
 */
final class KeptRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRoutes.class);

    private final Path folder;

    KeptRoutes(Path folder) {
        this.folder = folder;
    }

    /** By name of the file, of files that could be such copies; empty when nothing was kept, or when it cannot be read. */
    Map<String, String> read() {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> RouteFolder.isOurs(file.getFileName().toString()))
                    .forEach(file -> texts.put(file.getFileName().toString(), text(file)));
        } catch (IOException | UncheckedIOException e) {
            failed(e);
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps these, and no others; what could be no copy stays. */
    void keep(Map<String, String> texts) {
        Map<String, String> before = read();
        try {
            if (!texts.isEmpty()) {
                Files.createDirectories(folder);
            }
            for (Map.Entry<String, String> one : texts.entrySet()) {
                if (!one.getValue().equals(before.get(one.getKey()))) {
                    write(one.getKey(), one.getValue());
                }
            }
            Set<String> gone = before.keySet();
            gone.removeAll(texts.keySet());
            for (String name : gone) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Whole or not at all. */
    private void write(String name, String text) throws IOException {
        Path part = folder.resolve("." + name + ".part");
        Files.writeString(part, text);
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void failed(Exception cause) {
        LOG.atWarn().setCause(cause).log("The last good copies of your routes cannot be kept now");
    }
}
