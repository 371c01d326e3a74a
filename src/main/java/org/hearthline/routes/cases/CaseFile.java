package org.hearthline.routes.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.sandbox.CannotRun;

/**
 * Cases, and the file of routes that they are about: {@code own.test.yaml} stands beside {@code own.camel.yaml} or {@code
 * own.yaml}; where there is none, it is about the packaged file of that name.
 *
 * @param name of the case file, without folder
 * @param text of the case file
 */
public record CaseFile(String name, String text, RouteFile routes) {
    private static final String SUFFIX = ".test.yaml";
    private static final List<String> ROUTES = List.of(".camel.yaml", ".camel.yml", ".yaml", ".yml");

    /** The name of the case file that belongs to a file of routes. */
    private static String nameFor(String routes) {
        return stem(routes) + SUFFIX;
    }

    /** The files that a path means: the case files in a folder, or the file itself. */
    public static List<Path> at(Path path) {
        return Files.isDirectory(path) ? inFolder(path) : List.of(path);
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> isCases(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCases(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /**
     * Reads the cases of a file.
     *
     * @param path of a case file, or of a file of routes that has one
     * @throws CannotRun when one of the two is not there or cannot be read
     */
    public static CaseFile read(Path path) throws CannotRun {
        Path file = path.toAbsolutePath().normalize();
        String given = file.getFileName().toString();
        if (isCases(given) && !Files.exists(file)) {
            throw new CannotRun(List.of(RouteFault.of(given, "There is no such file")));
        }
        Path cases = file.resolveSibling(isCases(given) ? given : nameFor(given));
        RouteFile routes = routes(file.resolveSibling(""), given);
        return new CaseFile(cases.getFileName().toString(), text(cases), routes);
    }

    private static RouteFile routes(Path folder, String given) throws CannotRun {
        RouteFolder.Look look = new RouteFolder(folder).look();
        List<RouteFault> unreadable = look.faults().stream()
                .filter(fault -> stem(fault.file()).equals(stem(given)))
                .toList();
        if (!unreadable.isEmpty()) {
            throw new CannotRun(unreadable);
        }
        return Stream.concat(look.files().stream(), RouteFolder.packaged().stream())
                .filter(file -> isCases(given)
                        ? stem(file.name()).equals(stem(given))
                        : file.name().equals(given))
                .findFirst()
                .orElseThrow(() -> new CannotRun(List.of(RouteFault.of(given, missing(given)))));
    }

    private static String missing(String given) {
        return isCases(given)
                ? "No file of routes stands beside it: expected " + stem(given) + ".camel.yaml"
                : "There is no such file of routes";
    }

    private static String text(Path cases) throws CannotRun {
        String name = cases.getFileName().toString();
        if (Files.exists(cases) && !Files.isRegularFile(cases)) { // To open a named pipe waits, maybe for ever.
            throw new CannotRun(List.of(RouteFault.of(name, "This is no file but a folder, a pipe or the like")));
        }
        try {
            return Files.readString(cases);
        } catch (IOException e) {
            String why = Files.exists(cases)
                    ? "The file cannot be read, or is no text in UTF-8"
                    : "There are no cases: this file does not exist";
            throw new CannotRun(List.of(RouteFault.of(name, why)));
        }
    }

    private static String stem(String name) {
        if (isCases(name)) {
            return name.substring(0, name.length() - SUFFIX.length());
        }
        return ROUTES.stream()
                .filter(name::endsWith)
                .findFirst()
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }
}
