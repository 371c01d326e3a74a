package org.hearthline.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Hearthline in a folder of its own, without sources: launcher, jar and libraries. */
record Installation(Path launcher) {
    /** A copy of what this checkout has built. */
    static Installation in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Path launcher = Files.copy(Path.of("hearthline"), folder.resolve("hearthline"));
        Files.copy(Path.of("target/hearthline.jar"), folder.resolve("hearthline.jar"));
        try (Stream<Path> libraries = Files.list(Path.of("target/lib"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, folder.resolve("lib").resolve(library.getFileName()));
            }
        }
        return new Installation(launcher);
    }

    /** What is there beside what was installed. */
    List<String> additions() throws IOException {
        try (Stream<Path> files = Files.list(launcher.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            !List.of("hearthline", "hearthline.jar", "lib").contains(name))
                    .toList();
        }
    }
}
