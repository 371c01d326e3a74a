package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Stage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks what is stored. */
@Command(
        name = "query",
        description = "Shows, counts, sums up and exports what a running Hearthline has stored.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "The latest of a sensor, yesterday by the hour, and a year as a table:",
            "  hearthline query events --entity sensor.cellar_temperature --limit 5",
            "  hearthline query aggregate --from '1d ago' --every 1h --domain sensor",
            "  hearthline query export --from '365d ago' --output year.csv"
        })
final class QueryCommand {
    private QueryCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        ConfigSources sources = surroundings.sources();
        return new CommandLine(new QueryCommand())
                .addSubcommand(new EventsCommand(sources))
                .addSubcommand(new CountCommand(sources))
                .addSubcommand(new AggregateCommand(sources))
                .addSubcommand(new EntitiesCommand(sources))
                .addSubcommand(new ExportCommand(sources))
                .addSubcommand(new StorageCommand(sources));
    }

    /** A question that one answer is enough for. */
    @Command(mixinStandardHelpOptions = true, sortOptions = false)
    abstract static class Question implements Callable<Integer> {
        private final ConfigSources sources;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ApiOptions api = new ApiOptions();

        @Option(names = "--json", description = "For programs: the API's answer.")
        private boolean json;

        Question(ConfigSources sources) {
            this.sources = sources;
        }

        /** Path and query. */
        abstract String path();

        /** For people. */
        abstract void print(JsonNode answer, PrintWriter out);

        @Override
        public final Integer call() throws InterruptedException {
            JsonNode answer = api.client(Stage.STORAGE, sources).ask("GET", "/api/v1" + path(), null);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer);
            } else {
                print(answer, out);
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    @Command(name = "events", description = "Lists events, newest first.")
    static final class EventsCommand extends Question {
        @Mixin
        private QueryFilter filter = new QueryFilter();

        @Option(names = "--limit", paramLabel = "N", description = "1 to 1000. Default: ${DEFAULT-VALUE}.")
        private int limit = 20;

        @Option(names = "--cursor", paramLabel = "CURSOR", description = "The page after another one.")
        private String cursor = "";

        EventsCommand(ConfigSources sources) {
            super(sources);
        }

        @Override
        String path() {
            return "/events" + filter.query("limit", Integer.toString(limit), "cursor", cursor);
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            QueryTables.events(answer, out);
        }
    }

    @Command(name = "count", description = "Counts events, of the last 24 hours by default.")
    static final class CountCommand extends Question {
        @Mixin
        private QueryFilter filter = new QueryFilter();

        CountCommand(ConfigSources sources) {
            super(sources);
        }

        @Override
        String path() {
            return "/events/count" + filter.query();
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            out.printf(
                    "%d events from %s to %s%n",
                    answer.path("count").asLong(),
                    answer.path("start_time").asText(),
                    answer.path("end_time").asText());
        }
    }

    @Command(
            name = "aggregate",
            description = "Sums numbers up in equal pieces of time, of the last 24 hours by default.")
    static final class AggregateCommand extends Question {
        @Mixin
        private QueryFilter filter = new QueryFilter();

        @Option(
                names = "--every",
                paramLabel = "TIME",
                description = "How long a piece is: 30s, 5m, 1h, 1d. Default: ${DEFAULT-VALUE}.")
        private String every = "1h";

        @Option(
                names = "--fn",
                paramLabel = "FN",
                description = "mean, min, max, sum, count, first or last. Default: ${DEFAULT-VALUE}.")
        private String fn = "mean";

        AggregateCommand(ConfigSources sources) {
            super(sources);
        }

        @Override
        String path() {
            return "/events/aggregate" + filter.query("every", every, "fn", fn);
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            QueryTables.aggregate(answer, out);
        }
    }

    @Command(name = "entities", description = "Lists entities by their ids, with the latest state of each.")
    static final class EntitiesCommand extends Question {
        @Option(
                names = "--domain",
                paramLabel = "DOMAIN[,...]",
                split = ",",
                hideParamSyntax = true,
                description = "Only these, such as light.")
        private List<String> domains = List.of();

        @Option(names = "--limit", paramLabel = "N", description = "1 to 1000. Default: ${DEFAULT-VALUE}.")
        private int limit = 100;

        @Option(names = "--cursor", paramLabel = "CURSOR", description = "The page after another one.")
        private String cursor = "";

        EntitiesCommand(ConfigSources sources) {
            super(sources);
        }

        @Override
        String path() {
            String domain = QueryFilter.joined(domains);
            return "/entities"
                    + QueryFilter.query(
                            List.of(), "domain", domain, "limit", Integer.toString(limit), "cursor", cursor);
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            QueryTables.entities(answer, out);
        }
    }

    @Command(name = "storage", description = "Says what the store is, how large, and how far behind.")
    static final class StorageCommand extends Question {
        StorageCommand(ConfigSources sources) {
            super(sources);
        }

        @Override
        String path() {
            return "/storage";
        }

        @Override
        void print(JsonNode answer, PrintWriter out) {
            QueryTables.storage(answer, out);
        }
    }
}
