package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The archive of loaded classes that the launcher makes for users, made once for the jar that is tested: some sixty processes
 * start in the tests, each in half the time. Where it cannot be made, Java starts without.
 */
final class ClassArchive {
    private static final Path FILE = Path.of("target/processes.jsa").toAbsolutePath();

    private ClassArchive() {}

    static synchronized Path file() {
        try {
            if (!Files.exists(FILE)
                    || Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(HearthlineProcess.JAR))
                            < 0) {
                make();
            }
            return FILE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void make() throws IOException, InterruptedException {
        Files.deleteIfExists(FILE);
        Process process = new ProcessBuilder(
                        HearthlineProcess.java().toString(),
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "-XX:ArchiveClassesAtExit=" + FILE,
                        "-jar",
                        HearthlineProcess.JAR.toString(),
                        "archive-training")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
