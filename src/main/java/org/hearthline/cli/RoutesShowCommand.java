package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One route: its text as it runs, where it stands, how it does. */
@Command(
        name = "show",
        description = "Shows one route: its YAML as it runs, its file and line, its figures and last failure.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RoutesShowCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RoutesOptions where = new RoutesOptions();

    @Parameters(paramLabel = "ID", description = "Of the route: enrichment.")
    private String id = "";

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    RoutesShowCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = where.routes(sources, spec.commandLine().getErr());
        for (JsonNode route : answer.path("routes")) {
            if (route.path("id").asText().equals(id)) {
                if (json) {
                    out.println(route.toPrettyString());
                } else {
                    RouteTable.show(route, out);
                }
                out.flush();
                return ExitCode.OK;
            }
        }
        throw CommandFailure.wrongUsage("There is no route '" + id + "'. Those there are: hearthline routes list");
    }
}
