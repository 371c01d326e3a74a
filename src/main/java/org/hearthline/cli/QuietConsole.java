package org.hearthline.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream without the lines that the embedded QuestDB prints on its own, past every log: they say nothing to anybody, and
 * {@code log.format=json} promises one object per line. It has no setting for them. Everything else passes.
 */
final class QuietConsole extends PrintStream {
    private static final List<String> NOT_OURS =
            List.of("Reading log configuration from ", "QuestDB is shutting down...");

    private QuietConsole(PrintStream console) {
        super(console, true);
    }

    static PrintStream over(PrintStream console) {
        return console instanceof QuietConsole ? console : new QuietConsole(console);
    }

    @Override
    public void println(@Nullable String line) {
        if (line == null || isOurs(line)) {
            super.println(line);
        }
    }

    @Override
    public PrintStream printf(String format, Object... arguments) {
        return isOurs(format) ? super.printf(format, arguments) : this;
    }

    private static boolean isOurs(String line) {
        return NOT_OURS.stream().noneMatch(line::startsWith);
    }
}
