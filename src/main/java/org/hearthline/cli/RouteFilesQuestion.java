package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What commands have in common that ask a running process about its files of routes. */
final class RouteFilesQuestion {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    /** Asks, and prints the answer; the exit code says whether every file runs. */
    int ask(ConfigSources sources, String method, String path) throws InterruptedException {
        JsonNode answer = api.client(sources).ask(method, path, null);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            RouteFilesTable.print(answer, out);
        }
        out.flush();
        for (JsonNode file : answer.path("files")) {
            if (!file.path("faults").isEmpty()) {
                return ExitCode.SOFTWARE;
            }
        }
        return ExitCode.OK;
    }
}
