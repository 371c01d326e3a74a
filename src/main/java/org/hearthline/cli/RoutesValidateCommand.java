package org.hearthline.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthline.RoutesOffline;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.LogConfig;
import org.hearthline.config.SecretValues;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files of routes as a running process would, without one: needs no house and no store, and opens no port. */
@Command(
        name = "validate",
        description = "Checks files of routes as a running Hearthline would before it takes them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is: FILE:LINE:COLUMN: what", "2:wrong usage or configuration"
        })
final class RoutesValidateCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "0..*",
            description =
                    "Checked as if they lay in routes.dir, in the place of what has their names. Default: all of it.")
    private List<Path> files = List.of();

    RoutesValidateCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        Logging.apply(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR), SecretValues.NONE);
        PrintWriter out = spec.commandLine().getOut();
        List<Path> chosen = chosen();
        List<RouteFault> faults =
                chosen.isEmpty() && !files.isEmpty() ? List.of() : RoutesOffline.check(options.apply(sources), chosen);
        if (json) {
            out.println(RouteFaultsJson.of(faults));
        } else if (faults.isEmpty()) {
            out.println(right(chosen));
        } else {
            faults.forEach(fault -> out.println(asGiven(fault, chosen)));
        }
        out.flush();
        return faults.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** With the files of routes in the place of a folder. */
    private List<Path> chosen() {
        List<Path> chosen = new ArrayList<>();
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw CommandFailure.wrongUsage("There is no file " + file);
            }
            if (Files.isDirectory(file)) {
                new RouteFolder(file.toAbsolutePath())
                        .look().files().stream()
                                .map(one -> file.resolve(one.name()))
                                .forEach(chosen::add);
            } else {
                chosen.add(file);
            }
        }
        return chosen;
    }

    private String right(List<Path> chosen) {
        if (files.size() == 1 && !Files.isDirectory(files.get(0))) {
            return files.get(0) + " is right.";
        }
        Path folder = files.size() == 1
                ? files.get(0)
                : ConfigLoader.routesOf(options.apply(sources)).folder();
        int count = files.isEmpty() ? new RouteFolder(folder).look().files().size() : chosen.size();
        String where = files.size() > 1 ? "" : " in " + folder;
        return switch (count) {
            case 0 -> "There are no files of routes" + where + ".";
            case 1 -> "The one file" + where + " is right.";
            default -> "All " + count + " files" + where + " are right.";
        };
    }

    /** By its path, so that an editor can jump there. */
    private static RouteFault asGiven(RouteFault fault, List<Path> chosen) {
        return chosen.stream()
                .filter(path -> path.getFileName().toString().equals(fault.file()))
                .findFirst()
                .map(path -> new RouteFault(path.toString(), fault.line(), fault.column(), fault.message()))
                .orElse(fault);
    }
}
