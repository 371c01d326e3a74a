package org.hearthline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.hearthline.JudgingBeans;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.cases.CaseClock;
import org.hearthline.routes.cases.CaseFile;
import org.hearthline.routes.cases.RouteTests;
import org.hearthline.routes.cases.TestReport;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.routes.sandbox.CannotRun;
import org.hearthline.routes.sandbox.Companions;
import org.hearthline.storage.FlatEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the cases that stand beside files of routes. Needs no running process, and asks nobody. */
@Command(
        name = "test",
        description = "Runs the cases of files of routes (<name>.test.yaml), and says what is not as they expect.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case went as it says",
            "1:one did not",
            "2:a file cannot be read or run, or there are no cases"
        })
final class RoutesTestCommand implements Callable<Integer> {
    private static final Duration ONE_CASE = Duration.ofMinutes(1);

    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "0..*",
            description = "Files of routes, case files, or folders of them. Default: all of routes.dir.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    RoutesTestCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        Config config = config();
        RouteFolder folder = new RouteFolder(config.routes().folder());
        List<TestReport> reports = reports(config, folder);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            TestTable.json(reports, out);
        } else {
            TestTable.print(reports, out);
        }
        out.flush();
        if (reports.stream().anyMatch(report -> !report.faults().isEmpty())) {
            return ExitCode.USAGE;
        }
        return reports.stream().anyMatch(report -> report.failed() > 0) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** Settings that routes ask for. Whoever tests routes needs no house. */
    private Config config() {
        return ConfigLoader.load(options.apply(sources)
                .withFallback("ha.url", "http://localhost:8123")
                .withFallback("ha.token", "of-no-use-in-a-test"));
    }

    private List<TestReport> reports(Config config, RouteFolder folder) {
        CaseClock clock = new CaseClock(Clock.systemUTC());
        JudgingBeans beans = JudgingBeans.of(config, clock);
        RouteTests tests = new RouteTests(config.house().name(), clock, new FlatEvent()::flat, ONE_CASE);
        Map<String, String> properties = properties(config, folder);
        List<TestReport> reports = new ArrayList<>();
        for (Path path : asked(folder).stream()
                .flatMap(path -> CaseFile.at(path).stream())
                .toList()) {
            try {
                CaseFile file = CaseFile.read(path);
                Around around = new Around(beans::bind, properties, Companions.of(file.routes(), folder.effective()));
                reports.add(tests.run(file.routes(), around, file.name(), file.text()));
            } catch (CannotRun e) {
                reports.add(TestReport.broken(path.getFileName().toString(), e.faults()));
            }
        }
        if (reports.isEmpty()) {
            throw CommandFailure.wrongUsage("No cases in " + asked(folder).get(0)
                    + ": write some into <name>.test.yaml beside <name>.camel.yaml (docs/routes.md)");
        }
        return reports;
    }

    private List<Path> asked(RouteFolder folder) {
        if (!paths.isEmpty()) {
            return paths;
        }
        if (!Files.isDirectory(folder.path())) {
            throw CommandFailure.wrongUsage("There is no folder " + folder.path() + ": name a file, or set routes.dir");
        }
        return List.of(folder.path());
    }

    private static Map<String, String> properties(Config config, RouteFolder folder) {
        Map<String, String> all = new HashMap<>(config.properties());
        folder.look().properties().values().forEach(text -> {
            Properties own = new Properties();
            try {
                own.load(new StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            own.stringPropertyNames().forEach(name -> all.put(name, own.getProperty(name)));
        });
        return all;
    }
}
