package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.RouteFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a running process try a changed file of routes, with stored or with live events. */
@Command(
        name = "try",
        description =
                "Runs a changed file of routes beside the one that runs, over the same events, and shows what would"
                        + " differ. Stores nothing, sends nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "hearthline routes try enrichment.camel.yaml",
            "hearthline routes try enrichment.camel.yaml --from '2h ago' --limit 50000",
            "hearthline routes try enrichment.camel.yaml --live 30s"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:tried, whatever would differ",
            "1:the file is broken or cannot be tried, or nobody answers",
            "2:wrong usage or configuration"
        })
final class RoutesTryCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TIME = Pattern.compile("(\\d{1,3})(s|m)?");
    private static final int MINUTE = 60;
    private static final int MOST_SECONDS = 300;
    private static final String CASES = ".test.yaml";

    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The changed file. Its name says which running file it would replace.")
    private Path file = Path.of("");

    @ArgGroup
    private Events events = new Events();

    /** Stored ones or live ones. */
    static final class Events {
        @Option(names = "--from", paramLabel = "TIME", description = "Stored events since then. Default: 10m ago.")
        private @Nullable String from;

        @Option(names = "--live", paramLabel = "TIME", description = "Live events, for so long: 30s, 5m at most.")
        private @Nullable String live;
    }

    @Option(names = "--limit", paramLabel = "N", description = "Most events, 1 to 100000. Default: ${DEFAULT-VALUE}.")
    private int limit = 10_000;

    @Option(names = "--json", description = "For programs: the API's answer.")
    private boolean json;

    RoutesTryCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode request = MAPPER.createObjectNode()
                .put("name", name())
                .put("text", text())
                .put("limit", limit);
        if (events.from != null) {
            request.put("from", events.from);
        }
        if (events.live != null) {
            request.put("live_seconds", seconds(events.live));
        }
        JsonNode answer = api.client(sources).ask("POST", "/api/v1/routes/try", request);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer);
        } else {
            TrialTable.print(answer, limit, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.wrongUsage("The file " + file + " cannot be read, or is no text in UTF-8");
        }
    }

    private static int seconds(String time) {
        Matcher matcher = TIME.matcher(time);
        if (!matcher.matches()) {
            throw CommandFailure.wrongUsage("--live " + time + ": expected a time such as 30s or 2m");
        }
        int seconds = Integer.parseInt(matcher.group(1)) * ("m".equals(matcher.group(2)) ? MINUTE : 1);
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw CommandFailure.wrongUsage("--live " + time + ": expected 1s to 5m");
        }
        return seconds;
    }

    /** Which running file it would replace. */
    private String name() {
        String name = file.toAbsolutePath().getFileName().toString();
        if (name.endsWith(CASES)) {
            String routes = name.replace(CASES, ".camel.yaml");
            throw CommandFailure.wrongUsage(
                    name + " holds cases, which 'hearthline routes test' runs. To try: " + routes);
        }
        if (!RouteFolder.isRoutes(name)) {
            throw CommandFailure.wrongUsage(
                    name + " is no name of a file of routes: expected one such as enrichment.camel.yaml");
        }
        return name;
    }
}
