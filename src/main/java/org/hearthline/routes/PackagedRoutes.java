package org.hearthline.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.hearthline.routes.RouteFile.Origin;

/** The files of routes in Hearthline's own jar, or in the folder of classes that it is built from. */
final class PackagedRoutes {
    private static final String FOLDER = "routes/";
    private static final String SUFFIX = ".camel.yaml";

    /** By name. They are part of the program, and never change. */
    static final List<RouteFile> ALL = read();

    private PackagedRoutes() {}

    private static List<RouteFile> read() {
        try {
            Path home = Path.of(PackagedRoutes.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(home) ? inFolder(home.resolve(FOLDER)) : inJar(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RouteFile> inFolder(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(PackagedRoutes::inFile)
                    .toList();
        }
    }

    private static RouteFile inFile(Path path) {
        try {
            return file(path.getFileName().toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RouteFile> inJar(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            return open.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER)
                            && entry.getName().endsWith(SUFFIX))
                    .map(entry -> inEntry(open, entry))
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .toList();
        }
    }

    private static RouteFile inEntry(JarFile jar, ZipEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            String name = entry.getName().substring(FOLDER.length());
            return file(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteFile file(String name, String text) {
        return new RouteFile(name, Origin.PACKAGED, "classpath:" + FOLDER + name, text);
    }
}
