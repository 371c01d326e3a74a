package org.hearthline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The files of routes, those of a running process and those that somebody is writing. */
@Command(
        name = "routes",
        description = "Looks at routes, and tries changes of them before they run.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class RoutesCommand {
    private RoutesCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new RoutesCommand())
                .addSubcommand(new RoutesListCommand(surroundings.sources()))
                .addSubcommand(new RoutesShowCommand(surroundings.sources()))
                .addSubcommand(new RoutesDiagramCommand(surroundings.sources()))
                .addSubcommand(new RoutesEjectCommand(surroundings.sources()))
                .addSubcommand(new RoutesDiffCommand(surroundings.sources()))
                .addSubcommand(new RoutesValidateCommand(surroundings.sources()))
                .addSubcommand(new RoutesTestCommand(surroundings.sources()))
                .addSubcommand(new RoutesTryCommand(surroundings.sources()))
                .addSubcommand(new RoutesStatusCommand(surroundings.sources()))
                .addSubcommand(new RoutesReloadCommand(surroundings.sources()));
    }
}
