package org.hearthline.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies of packaged files in the user's folder. Beside each lies, in the hidden folder {@value #BASE}, what the packaged file
 * was then: so that it can be told, after an upgrade, what has changed in it since. One thread.
 */
public final class OwnCopies {
    /** Nobody looks for routes in it. */
    static final String BASE = ".base";

    private static final String SUFFIX = ".camel.yaml";
    private static final String CASES = ".test.yaml";

    private final RouteFolder folder;

    public OwnCopies(RouteFolder folder) {
        this.folder = folder;
    }

    /**
     * An own file that replaces a packaged one.
     *
     * @param base the packaged one when it was copied; empty when nobody copied it by {@link #eject}
     */
    public record Copy(String name, String own, String packaged, Optional<String> base) {
        public boolean isSame() {
            return own.equals(packaged);
        }

        /** Whether an upgrade has brought another packaged file. */
        public boolean isOutdated() {
            return base.isPresent() && !base.get().equals(packaged);
        }
    }

    /** The packaged file that somebody means by {@code enrichment} or {@code enrichment.camel.yaml}. */
    public static Optional<RouteFile> packaged(String name) {
        return RouteFolder.packaged().stream()
                .filter(file -> file.name().equals(name) || file.name().equals(name + SUFFIX))
                .findFirst();
    }

    /**
     * Copies a packaged file, and the cases that belong to it, into the user's folder, which is made when it is missing.
     *
     * @param overwrite what is there; else it stays, and nothing is copied
     * @return the files that were written
     * @throws FileAlreadyExistsException when one is there
     */
    public List<Path> eject(RouteFile file, boolean overwrite) throws IOException {
        Path copy = folder.path().resolve(file.name());
        Optional<String> cases = cases(file);
        Path copyOfCases = folder.path().resolve(file.name().replace(SUFFIX, CASES));
        refuse(copy, overwrite);
        if (cases.isPresent()) {
            refuse(copyOfCases, overwrite);
        }
        List<Path> written = new ArrayList<>();
        // The base first: without it nobody could say later what an own file began with.
        write(folder.path().resolve(BASE).resolve(file.name()), file.text());
        if (cases.isPresent()) {
            written.add(write(copyOfCases, cases.get()));
        }
        written.add(0, write(copy, file.text()));
        return written;
    }

    private static void refuse(Path path, boolean overwrite) throws FileAlreadyExistsException {
        if (!overwrite && Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    private static Path write(Path path, String text) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return Files.writeString(path, text);
    }

    private static Optional<String> cases(RouteFile file) throws IOException {
        String resource = "/routes/" + file.name().replace(SUFFIX, CASES);
        try (InputStream in = OwnCopies.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Every own file that replaces a packaged one, by name. */
    public List<Copy> all() {
        List<Copy> copies = new ArrayList<>();
        for (RouteFile own : folder.own()) {
            packaged(own.name())
                    .ifPresent(file -> copies.add(new Copy(own.name(), own.text(), file.text(), base(own.name()))));
        }
        return copies;
    }

    private Optional<String> base(String name) {
        try {
            return Optional.of(Files.readString(folder.path().resolve(BASE).resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
