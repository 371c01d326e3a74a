package org.hearthline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.OwnCopies;
import org.hearthline.routes.RouteFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies packaged files to where they can be edited. */
@Command(
        name = "eject",
        description = {
            "Copies a packaged file of routes, with its tests, into the folder of your own (routes.dir), to be edited there.",
            "From then on yours runs instead; delete it, and the packaged one runs again."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:copied", "1:a file is there already, or cannot be written", "2:wrong usage or configuration"
        })
final class RoutesEjectCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RouteFileOptions options = new RouteFileOptions();

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Of the file: enrichment, or enrichment.camel.yaml.")
    private List<String> names = List.of();

    @Option(names = "--force", description = "Also over a file that is there: your changes of it are lost.")
    private boolean force;

    RoutesEjectCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        OwnCopies copies = new OwnCopies(options.folder(sources));
        List<RouteFile> files = names.stream().map(RouteFileOptions::packaged).toList();
        for (RouteFile file : files) {
            for (Path written : eject(copies, file)) {
                out.println(written);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<Path> eject(OwnCopies copies, RouteFile file) {
        try {
            return copies.eject(file, force);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(e.getFile() + " is there already and stays as it is; --force writes over it.");
        } catch (IOException e) {
            throw new CommandFailure(
                    "Cannot write " + e.getMessage() + ": is the folder writable? routes.dir names it.");
        }
    }
}
