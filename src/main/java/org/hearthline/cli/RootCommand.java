package org.hearthline.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and the options of the one that is asked for. */
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
final class RootCommand {
    private RootCommand() {}

    /**
     * The command with all that it can do. To read the options of a command takes time that whoever starts {@code run} would
     * wait for: where the first argument names one, the others are left out.
     */
    static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        Map<String, Supplier<Object>> commands = commands(surroundings);
        CommandLine hearthline = new CommandLine(new RootCommand());
        String named = arguments.length == 0 ? "" : arguments[0];
        commands.forEach((name, command) -> {
            if (name.equals(named) || !commands.containsKey(named)) {
                hearthline.addSubcommand(name, command.get());
            }
        });
        return hearthline.setUsageHelpAutoWidth(true).setExecutionExceptionHandler(new FailureReport());
    }

    private static Map<String, Supplier<Object>> commands(Surroundings surroundings) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", () -> new RunCommand(surroundings));
        commands.put("demo", () -> new DemoCommand(surroundings));
        commands.put("simulate", () -> new SimulateCommand(surroundings));
        commands.put("check", () -> new CheckCommand(surroundings));
        commands.put("query", () -> QueryCommand.commandLine(surroundings));
        commands.put("routes", () -> RoutesCommand.commandLine(surroundings));
        commands.put("dead-letters", () -> DeadLettersCommand.commandLine(surroundings));
        commands.put("backfill", () -> new BackfillCommand(surroundings.sources()));
        commands.put("archive-training", () -> new ArchiveTrainingCommand(surroundings));
        return commands;
    }
}
