package org.hearthline.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hearthline.routes.RouteFile.Origin;

/**
 * The files of routes: the packaged ones, and the user's own in a folder. An own file with a packaged file's name replaces it;
 * any other adds to them. Nothing is remembered, each call looks again. Any thread.
 */
public final class RouteFolder {
    private final Path folder;

    /**
     * A look at a folder that need not exist.
     *
     * @param folder of the user's own files; deeper folders in it are not looked at
     */
    public RouteFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * What lies in the user's folder.
     *
     * @param files those that can be read, by name
     * @param properties text of each {@code *.properties}, by name
     * @param faults of those that cannot be read
     */
    public record Look(List<RouteFile> files, Map<String, String> properties, List<RouteFault> faults) {
        public Look {
            files = List.copyOf(files);
            properties = Map.copyOf(properties);
            faults = List.copyOf(faults);
        }

        /** Of everything that can be read, by name. */
        Map<String, String> texts() {
            Map<String, String> texts = new TreeMap<>(properties);
            files.forEach(file -> texts.put(file.name(), file.text()));
            return texts;
        }
    }

    /** Where the user's own files are; absolute. */
    public Path path() {
        return folder;
    }

    /** The files that come with Hearthline, by name. */
    public static List<RouteFile> packaged() {
        return PackagedRoutes.ALL;
    }

    /** The user's own files that can be read, by name. */
    public List<RouteFile> own() {
        return look().files();
    }

    /** What should run: own files, and the packaged ones that none of them replaces; by name. */
    public List<RouteFile> effective() {
        Map<String, RouteFile> files = new TreeMap<>();
        packaged().forEach(file -> files.put(file.name(), file));
        own().forEach(file -> files.put(file.name(), file));
        return List.copyOf(files.values());
    }

    /**
     * Own files, also those that cannot be read.
     *
     * @throws UncheckedIOException when the folder exists and cannot be listed
     */
    public Look look() {
        List<RouteFile> files = new ArrayList<>();
        Map<String, String> properties = new TreeMap<>();
        List<RouteFault> faults = new ArrayList<>();
        for (Path path : entries()) {
            String name = path.getFileName().toString();
            try {
                String text = RouteText.read(path);
                if (isProperties(name)) {
                    properties.put(name, text);
                } else {
                    files.add(new RouteFile(name, Origin.USER, "file:" + path, text));
                }
            } catch (UnreadableFile e) {
                faults.add(e.fault());
            }
        }
        return new Look(files, properties, faults);
    }

    private List<Path> entries() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> isOurs(path.getFileName().toString()))
                    .filter(path -> !Files.isDirectory(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Neither hidden files nor what editors leave beside a file that is being edited. */
    static boolean isOurs(String name) {
        return !name.startsWith(".") && !name.startsWith("#") && (isRoutes(name) || isProperties(name));
    }

    /** Whether a file of this name holds routes; {@code *.test.yaml} holds cases for them. */
    public static boolean isRoutes(String name) {
        return (name.endsWith(".yaml") || name.endsWith(".yml"))
                && !name.endsWith(".test.yaml")
                && !name.endsWith(".test.yml");
    }

    private static boolean isProperties(String name) {
        return name.endsWith(".properties");
    }
}
