package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthline.routes.RouteFile.Origin;
import org.hearthline.routes.RouteFolder.Look;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what lies in the user's folder is to be taken. */
final class FolderWatchTest {
    private static final Look NOTHING_RUNS = new Look(List.of(), Map.of(), List.of());

    @TempDir
    Path home;

    private Path folder;
    private FolderWatch watch;

    @BeforeEach
    void begin() {
        folder = home.resolve("routes");
        watch = new FolderWatch(new RouteFolder(folder));
        assertThat(watch.first(Set.of())).isEqualTo(NOTHING_RUNS);
    }

    @Test
    void aFileIsTakenOnceWhenTwoLooksAgree() throws IOException {
        write("one.yaml", "half");
        assertThat(look()).isEmpty();
        write("one.yaml", "whole");
        assertThat(look()).isEmpty();
        assertThat(look().orElseThrow().texts()).containsExactly(Map.entry("one.yaml", "whole"));
        assertThat(look()).isEmpty();
    }

    @Test
    void whoAsksDoesNotWaitForASecondLook() throws IOException {
        write("one.yaml", "text");
        assertThat(watch.atOnce(NOTHING_RUNS).texts()).containsOnlyKeys("one.yaml");
        assertThat(look()).isEmpty();
    }

    @Test
    void whatCouldNotBeTakenIsTakenAgainTenLooksLater() throws IOException {
        write("one.yaml", "text");
        watch.atOnce(NOTHING_RUNS);
        watch.tryLater();

        for (int i = 1; i < 10; i++) {
            assertThat(look()).as("look %d", i).isEmpty();
        }
        assertThat(look()).isPresent();
        assertThat(look()).isEmpty();
    }

    @Test
    void whatChangesMeanwhileIsTakenAtOnce() throws IOException {
        write("one.yaml", "text");
        watch.atOnce(NOTHING_RUNS);
        watch.tryLater();

        write("one.yaml", "mended");
        assertThat(look()).isEmpty();
        assertThat(look()).isPresent();
        for (int i = 0; i < 20; i++) {
            assertThat(look()).isEmpty();
        }
    }

    @Test
    void whatWasTakenInPartComesAgain() throws IOException {
        write("one.yaml", "text");
        watch.atOnce(NOTHING_RUNS);
        watch.forget();

        assertThat(look()).isPresent();
    }

    @Test
    void aFolderThatIsGoneIsAwayAndItsFilesAreNotDeleted() throws IOException {
        Look running = new Look(
                List.of(new RouteFile("one.yaml", Origin.USER, "file:one.yaml", "text")),
                Map.of("own.properties", "a=b"),
                List.of());
        Files.delete(folder);

        Look away = watch.atOnce(running);

        assertThat(away.properties()).isEqualTo(running.properties());
        assertThat(away.faults()).extracting(RouteFault::file).containsExactly("one.yaml", "own.properties");
        assertThat(away.faults())
                .allSatisfy(fault -> assertThat(fault.message())
                        .isEqualTo("The folder " + folder + " is away. Make it again, or mount it"));
    }

    @Test
    void aFolderOutOfWhichNothingRunsMayBeGone() throws IOException {
        Files.delete(folder);

        assertThat(watch.atOnce(NOTHING_RUNS)).isEqualTo(NOTHING_RUNS);
    }

    @Test
    void aFolderThatIsGoneAtTheStartIsAwayAndNotMadeAnew() {
        Path other = home.resolve("mount");

        Look away = new FolderWatch(new RouteFolder(other)).first(Set.of("one.yaml"));

        assertThat(away.faults()).extracting(RouteFault::file).containsExactly("one.yaml");
        assertThat(other).doesNotExist();
    }

    @Test
    void itNamesWhatDoesNotLieThereAsItRuns() throws IOException {
        write("one.yaml", "text");
        Look running = watch.atOnce(NOTHING_RUNS);
        assertThat(watch.changes(running)).containsExactly("routes");

        write("one.yaml", "other");
        write("two.properties", "a=b");
        watch.atOnce(running);
        assertThat(watch.changes(running)).containsExactly("one.yaml", "two.properties");
    }

    private Optional<Look> look() {
        return watch.look(NOTHING_RUNS);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
