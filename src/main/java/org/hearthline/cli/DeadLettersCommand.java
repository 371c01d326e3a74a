package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a running process keeps of events that can never be stored as they are. */
@Command(
        name = "dead-letters",
        description = "Lists, shows, replays, purges and exports what a running Hearthline could not store.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class DeadLettersCommand {
    private static final String PATH = "/api/v1/dead-letters";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DeadLettersCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        ConfigSources sources = surroundings.sources();
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListCommand(sources))
                .addSubcommand(new ShowCommand(sources))
                .addSubcommand(new ReplayCommand(sources))
                .addSubcommand(new PurgeCommand(sources))
                .addSubcommand(new ExportCommand(sources));
    }

    private static String json(JsonNode node) throws IOException {
        return MAPPER.writeValueAsString(node);
    }

    /** Newest first. */
    @Command(
            name = "list",
            description = "Lists them, newest first.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ListCommand implements Callable<Integer> {
        private final ConfigSources sources;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ApiOptions api = new ApiOptions();

        @Option(names = "--limit", paramLabel = "N", description = "1 to 1000. Default: ${DEFAULT-VALUE}.")
        private int limit = 20;

        @Option(names = "--reason", paramLabel = "CODE", description = "Only those with this error code.")
        private @Nullable String reason;

        @Option(names = "--entity", paramLabel = "ENTITY_ID", description = "Only those of this entity.")
        private @Nullable String entity;

        @Option(names = "--cursor", paramLabel = "CURSOR", description = "The page after another one.")
        private @Nullable String cursor;

        @Option(names = "--json", description = "For programs.")
        private boolean json;

        ListCommand(ConfigSources sources) {
            this.sources = sources;
        }

        @Override
        public Integer call() throws InterruptedException, IOException {
            PrintWriter out = spec.commandLine().getOut();
            String query =
                    "?limit=" + limit + named("reason", reason) + named("entity_id", entity) + named("cursor", cursor);
            JsonNode page = api.client(sources).ask("GET", PATH + query, null);
            if (json) {
                out.println(json(page));
            } else {
                LetterTable.print(page, out);
            }
            out.flush();
            return ExitCode.OK;
        }

        private static String named(String name, @Nullable String value) {
            return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    /** One, with its event. */
    @Command(
            name = "show",
            description = "Shows one, with its event.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ShowCommand implements Callable<Integer> {
        private final ConfigSources sources;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ApiOptions api = new ApiOptions();

        @Parameters(paramLabel = "ID", description = "Its id.")
        private String id = "";

        @Option(names = "--json", description = "For programs: the same, on one line.")
        private boolean json;

        ShowCommand(ConfigSources sources) {
            this.sources = sources;
        }

        @Override
        public Integer call() throws InterruptedException, IOException {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode letter =
                    api.client(sources).ask("GET", PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8), null);
            out.println(json ? letter.toString() : json(letter));
            out.flush();
            return ExitCode.OK;
        }
    }

    /** Back into the outbox. */
    @Command(
            name = "replay",
            description = "Puts them back into the outbox, once their cause is mended.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ReplayCommand implements Callable<Integer> {
        private final ConfigSources sources;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ApiOptions api = new ApiOptions();

        @ArgGroup(multiplicity = "1")
        private LetterChoice choice = new LetterChoice();

        @Option(names = "--json", description = "For programs.")
        private boolean json;

        ReplayCommand(ConfigSources sources) {
            this.sources = sources;
        }

        @Override
        public Integer call() throws InterruptedException {
            LetterWork work = new LetterWork(api.client(sources), choice, spec.commandLine(), json);
            return work.run("POST", PATH + "/replay", "replayed") ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** For ever. */
    @Command(
            name = "purge",
            description = "Deletes them for ever.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class PurgeCommand implements Callable<Integer> {
        private final ConfigSources sources;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ApiOptions api = new ApiOptions();

        @ArgGroup(multiplicity = "1")
        private LetterChoice choice = new LetterChoice();

        @Option(names = "--yes", description = "Without a question.")
        private boolean yes;

        @Option(names = "--json", description = "For programs.")
        private boolean json;

        PurgeCommand(ConfigSources sources) {
            this.sources = sources;
        }

        @Override
        public Integer call() throws InterruptedException {
            LetterWork work = new LetterWork(api.client(sources), choice, spec.commandLine(), json);
            if (!yes && !work.isConfirmed(System.console())) {
                return ExitCode.USAGE;
            }
            return work.run("DELETE", PATH + "?confirm=true", "purged") ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** All, as NDJSON. */
    @Command(
            name = "export",
            description = "Writes all with their events, one JSON object per line, oldest first.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ExportCommand implements Callable<Integer> {
        private final ConfigSources sources;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ApiOptions api = new ApiOptions();

        @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
        private @Nullable Path file;

        ExportCommand(ConfigSources sources) {
            this.sources = sources;
        }

        @Override
        public Integer call() throws InterruptedException, IOException {
            try (InputStream lines = api.client(sources).stream(PATH + "/export")) {
                if (file != null) {
                    Files.copy(lines, file, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    print(lines, spec.commandLine().getOut());
                }
            }
            return ExitCode.OK;
        }

        private static void print(InputStream lines, PrintWriter out) throws IOException {
            new InputStreamReader(lines, StandardCharsets.UTF_8).transferTo(out);
            out.flush();
        }
    }
}
