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
import picocli.CommandLine.Spec;

/** The routes as a picture. */
@Command(
        name = "diagram",
        description = "Draws the routes in the language of Mermaid, which GitHub and many editors show as a picture.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:drawn; where nobody answers and no --url says where, from the files",
            "1:nobody answers at --url, or no Hearthline",
            "2:wrong usage or configuration"
        })
final class RoutesDiagramCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RoutesOptions where = new RoutesOptions();

    @Option(names = "--json", description = "For programs: in a member mermaid.")
    private boolean json;

    RoutesDiagramCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = where.diagram(sources, spec.commandLine().getErr());
        out.println(json ? answer.toString() : answer.path("mermaid").asText().stripTrailing());
        out.flush();
        return ExitCode.OK;
    }
}
