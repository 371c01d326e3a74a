package org.hearthline.cli;

import java.nio.file.Path;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code hearthline}. */
@Command(
        name = "hearthline",
        description = "Carries every event of a Home Assistant house into a time-series store.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "Without Home Assistant:          hearthline demo",
            "With yours, HA_URL and HA_TOKEN: hearthline run",
            "All settings:                    docs/configuration.md"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration", "130:interrupted"})
public final class Hearthline {
    private Hearthline() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Surroundings surroundings = new Surroundings(
                ConfigSources.ofProcess(Path.of("")),
                RunningApplication::start,
                SimulatedSurroundings::start,
                StopSignal.ofProcess());
        System.exit(commandLine(surroundings).execute(arguments));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Hearthline())
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new SimulateCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(QueryCommand.commandLine(surroundings))
                .addSubcommand(DeadLettersCommand.commandLine(surroundings))
                .addSubcommand(new BackfillCommand(surroundings.sources()))
                .addSubcommand(RoutesCommand.commandLine(surroundings))
                .addSubcommand(new ArchiveTrainingCommand(surroundings))
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new FailureReport());
    }
}
