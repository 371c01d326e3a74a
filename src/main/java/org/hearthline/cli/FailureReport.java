package org.hearthline.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.hearthline.config.ConfigurationException;
import org.hearthline.event.Causes;
import org.hearthline.routes.BrokenRoutes;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a person why a command failed, in words; the stack trace goes to the log at DEBUG. */
final class FailureReport implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        return report(failure, command.getErr());
    }

    /** Answers the exit code. */
    static int report(Exception failure, PrintWriter err) {
        boolean isConfiguration = failure instanceof ConfigurationException || isBrokenRoutes(failure);
        if (!isConfiguration && !(failure instanceof CommandFailure)) {
            LoggerFactory.getLogger(FailureReport.class)
                    .atDebug()
                    .setCause(failure)
                    .log("The command failed");
        }
        err.println(text(failure));
        boolean isUsage = failure instanceof CommandFailure known && known.isWrongUsage();
        return isConfiguration || isUsage ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** The user's own files of routes: as wrong as a setting. */
    private static boolean isBrokenRoutes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenRoutes) {
                return true;
            }
        }
        return false;
    }

    /** Its own words, then what caused it, each once. */
    static String text(Throwable failure) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = failure; cause != null && reasons.size() < 5; cause = cause.getCause()) {
            String reason = Causes.message(cause);
            if (reasons.stream().noneMatch(known -> known.contains(reason))) {
                reasons.add(reason);
            }
        }
        return String.join("\n  because: ", reasons);
    }
}
