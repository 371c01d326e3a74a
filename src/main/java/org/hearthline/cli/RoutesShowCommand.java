package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Spelling;
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
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown; where nobody answers and no --url says where, from the files",
            "1:nobody answers at --url, or no Hearthline",
            "2:there is no such route; wrong usage or configuration"
        })
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
        throw noSuch(answer.path("routes").findValuesAsText("id"));
    }

    private CommandFailure noSuch(List<String> ids) {
        String hint = Spelling.nearest(id, ids)
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
        return CommandFailure.wrongUsage("There is no route '" + id + "'." + hint + " Those there are: "
                + ids.stream().sorted().collect(Collectors.joining(", ")));
    }
}
