package org.hearthline.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hearthline.config.ConfigSources;

/** The command {@code hearthline}. Names nothing of picocli, which a plain {@code run} has no use for. */
public final class Hearthline {
    private Hearthline() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        openLibraries();
        Surroundings surroundings = new Surroundings(
                ConfigSources.ofProcess(Path.of("")),
                RunningApplication::start,
                SimulatedSurroundings::start,
                StopSignal.ofProcess());
        System.exit(
                isPlainRun(arguments)
                        ? RunCommand.withoutOptions(
                                surroundings, new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                        : RootCommand.commandLine(surroundings, arguments).execute(arguments));
    }

    /** Two hundred of them, which the first look for something that is nowhere would open one by one: another thread does. */
    private static void openLibraries() {
        Thread opening = new Thread(() -> ClassLoader.getSystemResource("nowhere"), "hearthline-libraries");
        opening.setDaemon(true);
        opening.start();
    }

    /** A service is started by this one word: to find out the options of a command would be a tenth of its start. */
    static boolean isPlainRun(String... arguments) {
        return arguments.length == 1 && arguments[0].equals("run");
    }
}
