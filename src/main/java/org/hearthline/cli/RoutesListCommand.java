package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which routes there are, and how they do. */
@Command(
        name = "list",
        description = "Lists the routes of the running Hearthline: state, runs, time, file and line.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed; where nobody answers and no --url says where, from the files",
            "1:nobody answers at --url, or no Hearthline",
            "2:wrong usage or configuration"
        })
final class RoutesListCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RoutesOptions where = new RoutesOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    RoutesListCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = where.routes(sources, spec.commandLine().getErr());
        if (json) {
            answer.path("routes").forEach(route -> ((ObjectNode) route).remove("source"));
            out.println(answer.toPrettyString());
        } else {
            RouteTable.print(answer, out);
        }
        out.flush();
        return ExitCode.OK;
    }
}
