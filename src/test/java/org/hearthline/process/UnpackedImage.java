package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What {@code docker/Dockerfile} makes, in a folder instead of an image: its COPY and RUN steps are carried out below a root of
 * our own, with what this checkout has built and by the Java of this test.
 */
record UnpackedImage(ImageRecipe recipe, Path root) {
    static UnpackedImage in(Path root) throws IOException, InterruptedException {
        UnpackedImage image = new UnpackedImage(ImageRecipe.read(), root);
        for (ImageRecipe.Step step : image.recipe.image()) {
            switch (step.instruction()) {
                case "COPY" -> image.copy(step);
                case "RUN" -> image.run(step);
                default -> {}
            }
        }
        return image;
    }

    private void copy(ImageRecipe.Step step) throws IOException {
        Path destination = Files.createDirectories(at(step.destination()));
        for (String name : step.sources()) {
            Path source = checkout(name);
            if (Files.isDirectory(source)) {
                try (Stream<Path> files = Files.list(source)) {
                    for (Path file : files.toList()) {
                        copy(file, destination);
                    }
                }
            } else {
                copy(source, destination);
            }
        }
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** What a step of the recipe calls {@code /src/target/lib/} or {@code docker/alive}. */
    static Path checkout(String name) {
        return Path.of(name.startsWith(ImageRecipe.CHECKOUT) ? name.substring(ImageRecipe.CHECKOUT.length()) : name);
    }

    private void run(ImageRecipe.Step step) throws IOException, InterruptedException {
        Files.createDirectories(root);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", words(step.words())).inheritIO();
        builder.environment().put("PATH", path());
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(step.words()).isTrue();
        assertThat(process.exitValue()).as(step.words()).isZero();
    }

    private static String path() {
        return HearthlineProcess.java().getParent() + ":" + System.getenv("PATH");
    }

    /** The place in the folder of a place in the image. */
    Path at(String place) {
        return root.resolve(place.substring(1));
    }

    /** With every place of the image in it turned into one of the folder. */
    private String words(String words) {
        return words.replaceAll("(?<![\\w.])/(opt|data)\\b", root + "/$1");
    }

    /** Entry point and arguments, as a container would begin with them. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        recipe.only("ENTRYPOINT").command().forEach(word -> command.add(words(word)));
        command.addAll(
                arguments.length > 0 ? List.of(arguments) : recipe.only("CMD").command());
        return command;
    }

    List<String> healthCheck() {
        return recipe.only("HEALTHCHECK").command().stream().map(this::words).toList();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        recipe.environment().forEach((name, value) -> environment.put(name, words(value)));
        environment.put("PATH", path());
        return environment;
    }

    String user() {
        return recipe.only("USER").words().split(":")[0];
    }

    String group() {
        return recipe.only("USER").words().split(":")[1];
    }

    /** Bytes that a step's layer has on its way, compressed as registries have it. */
    static long compressed(ImageRecipe.Step step) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (String source : step.sources()) {
                Files.copy(checkout(source), gzip);
            }
        }
        return bytes.size();
    }

    /** Every file and folder of the program, with what it is: nothing of it may change. */
    Map<String, String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(at("/opt"))) {
            Map<String, String> tree = new TreeMap<>();
            files.forEach(file -> tree.put(root.relativize(file).toString(), state(file)));
            return tree;
        }
    }

    private static String state(Path file) {
        try {
            return Files.readAttributes(file, "unix:uid,mode,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
