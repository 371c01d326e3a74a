package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, in folders with spaces, with stand-ins for java and mvn that say how they were called. */
class LauncherIT {
    private static final Path LAUNCHER = Path.of("hearthline").toAbsolutePath();
    private static final Path JAR = Path.of("target/hearthline.jar").toAbsolutePath();
    private static final List<String> TOOLS =
            List.of("dirname", "readlink", "sed", "head", "find", "cat", "touch", "mv", "rm");

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path temporary;

    private Path home;
    private Path bin;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(temporary.resolve("my house/hearth line"));
        bin = Files.createDirectories(temporary.resolve("bin"));
        Files.copy(LAUNCHER, home.resolve("hearthline"));
        for (String tool : TOOLS) {
            script(bin.resolve(tool), "exec " + which(tool) + " \"$@\"\n");
        }
        environment.put("PATH", bin.toString());
    }

    @AfterEach
    void removeLinkToTheRealLibraries() throws IOException {
        Files.deleteIfExists(home.resolve("lib"));
    }

    @Test
    void installedFolderStartsFromElsewhereThroughALinkWithItsArguments() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("17.0.15");
        Path link = Files.createSymbolicLink(temporary.resolve("a link"), Path.of("my house/hearth line/hearthline"));

        Result result = launch(link, "check", "-Dhouse=two words", "");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .contains("<-cp>", "<" + home.toRealPath() + "/hearthline.jar>", "<org.hearthline.cli.Hearthline>")
                .contains("<-XX:+UseSerialGC>")
                .noneMatch(line -> line.contains("sun-misc-unsafe"))
                .endsWith("<check>", "<-Dhouse=two words>", "<>");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void jarsOfOnesOwnStandBehindTheProgramsOwn() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("17.0.15");
        Path own = Files.createDirectories(temporary.resolve("my jars"));
        Files.createFile(own.resolve("rules.jar"));
        Files.createFile(own.resolve("readme.txt"));
        environment.put("LIB_EXT", own.toString());

        Result result = launch(home.resolve("hearthline"), "check");

        assertThat(result.out().lines()).contains("<" + home.toRealPath() + "/hearthline.jar:" + own + "/rules.jar>");
    }

    @Test
    void javaOptionsAreAppendedAndNewJavaIsKeptQuiet() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("25-ea");
        environment.put("JAVA_OPTS", "-Xmx99m -Dx=y");

        List<String> arguments =
                launch(home.resolve("hearthline"), "--help").out().lines().toList();

        assertThat(arguments).contains("<--sun-misc-unsafe-memory-access=allow>", "<-Dx=y>");
        assertThat(arguments.indexOf("<-Xmx99m>")).isGreaterThan(arguments.indexOf("<-Xmx256m>"));
    }

    @Test
    void twoCompilersGetTheThreadsThatTheyNeedHoweverTheyAreAskedFor() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("17.0.15");
        assertThat(launch(home.resolve("hearthline"), "run").out().lines())
                .contains("<-XX:TieredStopAtLevel=1>", "<-XX:CICompilerCount=1>");
        for (String variable : List.of("JAVA_OPTS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
            environment.put(variable, "-XX:TieredStopAtLevel=4");
            assertThat(launch(home.resolve("hearthline"), "run").out().lines())
                    .as(variable)
                    .contains("<-XX:TieredStopAtLevel=1>")
                    .noneMatch(argument -> argument.contains("CICompilerCount"));
            environment.remove(variable);
        }
    }

    @Test
    void missingJavaIsSaidWithWhatToInstall() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));

        Result result = launch(home.resolve("hearthline"), "run");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("needs Java 17 or newer", "apt install openjdk-17", "brew install openjdk@17", "JAVA_HOME");
    }

    @Test
    void oldJavaIsSaidWithItsPlace() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("1.8.0_402");

        Result result = launch(home.resolve("hearthline"), "run");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("needs Java 17 or newer. Java 1.8.0_402 is at " + bin.resolve("java"));
    }

    @Test
    void oldJavaHomeGivesWayToANewerOneOnThePath() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("21.0.1");
        Path old = Files.createDirectories(temporary.resolve("old java/bin"));
        script(old.resolve("java"), "exit 1");
        Files.writeString(old.resolveSibling("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
        environment.put("JAVA_HOME", old.getParent().toString());

        assertThat(launch(home.resolve("hearthline"), "--help").code()).isZero();
    }

    @Test
    void incompleteInstallationIsSaid() throws Exception {
        fakeJava("17");

        Result result = launch(home.resolve("hearthline"), "--help");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("holds neither pom.xml nor hearthline.jar");
    }

    @Test
    void checkoutIsBuiltWhenTheJarIsMissingOrOlderThanASource() throws Exception {
        checkout();
        fakeJava("17");
        script(bin.resolve("mvn"), "echo \"maven $*\"; : >target/hearthline.jar");

        Result first = launch(home.resolve("hearthline"), "--help");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("there is no target/hearthline.jar yet", "maven -q -B -DskipTests");
        assertThat(first.out()).doesNotContain("maven");
        assertThat(launch(home.resolve("hearthline"), "--help").err()).isEmpty();

        Files.setLastModifiedTime(
                home.resolve("src/main/Some.java"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch(home.resolve("hearthline"), "--help").err()).contains("the sources are newer");
    }

    @Test
    void failedBuildAndMissingMavenAreSaid() throws Exception {
        checkout();
        fakeJava("17");

        Result missing = launch(home.resolve("hearthline"), "--help");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("needs Maven 3.8 or newer", "apt install maven");

        script(bin.resolve("mvn"), "echo broken; exit 1");
        Result failed = launch(home.resolve("hearthline"), "--help");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("broken", "the build failed, see above");
    }

    @Test
    void archiveIsMadeOnceAndAgainForANewerJar() throws Exception {
        Path jar = Files.createFile(home.resolve("hearthline.jar"));
        fakeJava("17.0.15");
        Path archive = home.resolve("hearthline-17.0.15.jsa");

        Result first = launch(home.resolve("hearthline"), "run");
        assertThat(first.err()).contains("preparing a faster start").doesNotContain("did not work");
        assertThat(first.out()).contains("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
        assertThat(Files.readString(archive)).isEqualTo("archive-training");
        assertThat(launch(home.resolve("hearthline"), "run").err()).isEmpty();
        assertThat(launch(home.resolve("hearthline"), "check").out()).contains("SharedArchiveFile");

        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch(home.resolve("hearthline"), "demo").err()).contains("preparing a faster start");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void archiveThatCannotBeMadeIsNotTriedAgain() throws Exception {
        Files.createFile(home.resolve("hearthline.jar"));
        environment.put("FAKE_TRAINING", "fails");
        fakeJava("17.0.15");

        Result first = launch(home.resolve("hearthline"), "run");
        assertThat(first.code()).isZero();
        assertThat(first.err()).contains("that did not work; it starts without");
        assertThat(first.out()).doesNotContain("SharedArchiveFile");
        assertThat(launch(home.resolve("hearthline"), "run").err()).isEmpty();
    }

    @Test
    void realJarTellsItsVersionFromAnInstalledFolder() throws Exception {
        assumeTrue(Files.exists(JAR), "needs the packaged jar");
        Files.createSymbolicLink(home.resolve("lib"), JAR.resolveSibling("lib"));
        Files.copy(JAR, home.resolve("hearthline.jar"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));

        Result version = launch(home.resolve("hearthline"), "--version");
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith("hearthline 0.");
        Result faults = launch(home.resolve("hearthline"), "check");
        assertThat(faults.code()).isEqualTo(2);
        assertThat(faults.err()).startsWith("2 faults in the configuration:");
    }

    @Test
    void termReachesJavaWhichStopsInOrder() throws Exception {
        assumeTrue(Files.exists(JAR), "needs the packaged jar");
        Files.createSymbolicLink(home.resolve("lib"), JAR.resolveSibling("lib"));
        Files.copy(JAR, home.resolve("hearthline.jar"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));

        Process process = start(home.resolve("hearthline"), "simulate", "--port", "0");
        try {
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
                    .startsWith("export HA_URL=http://127.0.0.1:");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shellcheckIsContent() throws Exception {
        boolean installed = findOnPath("shellcheck") != null;
        assertThat(installed || System.getenv("CI") == null)
                .as("CI has shellcheck")
                .isTrue();
        assumeTrue(installed, "shellcheck is not installed");
        environment.put("PATH", System.getenv("PATH"));

        Result result = launch(
                which("shellcheck"),
                LAUNCHER.toString(),
                Path.of(".ci/run").toAbsolutePath().toString());
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isZero();
    }

    private void checkout() throws IOException {
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("target"));
        Files.createFile(home.resolve("pom.xml"));
        Files.createFile(home.resolve("src/main/Some.java"));
    }

    /** Prints its arguments, one a line; as training it writes an archive, unless it is to fail. */
    private void fakeJava(String version) throws IOException {
        script(bin.resolve("java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-01-01' >&2; exit 0; fi
                for argument; do
                  case $argument in
                    -XX:ArchiveClassesAtExit=*) archive=${argument#*=} ;;
                    archive-training) [ -z "$FAKE_TRAINING" ] || exit 1; printf '%%s' "$argument" >"$archive" ;;
                  esac
                  echo "<$argument>"
                done
                """.formatted(version));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Result(int code, String out, String err) {}

    private Result launch(Path program, String... arguments) throws IOException, InterruptedException {
        Path err = temporary.resolve("stderr");
        Process process =
                builder(program, arguments).redirectError(err.toFile()).start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String out = reader.lines().map(line -> line + "\n").collect(Collectors.joining());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), out, Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Path program, String... arguments) throws IOException {
        return builder(program, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(Path program, String... arguments) throws IOException {
        Path elsewhere = Files.createDirectories(temporary.resolve("some where else"));
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(elsewhere.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private static Path which(String tool) {
        Path found = findOnPath(tool);
        assertThat(found).as(tool).isNotNull();
        return found;
    }

    private static Path findOnPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
