package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has a running process fetch a span from Home Assistant's history, and watches until it is done. */
@Command(
        name = "backfill",
        description = "Has a running Hearthline fetch what Home Assistant's history holds and it has not heard itself.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "The last ten days, on day one:  hearthline backfill --from '10d ago'",
            "Ctrl-C ends the watching, not the work: GET /api/v1/gaps tells how far it is."
        })
final class BackfillCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/backfill";
    private static final String GAPS = "/api/v1/gaps";
    private static final long LOOK_MILLIS = 500;
    private static final int BAR = 30;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "RFC 3339, or such as '10d ago'.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "The same, or now. Default: ${DEFAULT-VALUE}.")
    private String to = "now";

    @Option(
            names = "--entities",
            paramLabel = "ID[,ID...]",
            split = ",",
            hideParamSyntax = true,
            description = "Only these entities. Default: all that were ever seen.")
    private List<String> entities = List.of();

    @Option(
            names = "--again",
            description = "Also what was heard live, though a live event says more than history does of it.")
    private boolean again;

    @Option(names = "--json", description = "For programs: no progress, and the result as JSON at the end.")
    private boolean json;

    BackfillCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApiClient client = api.client(sources);
        JsonNode taken = client.ask("POST", PATH, request());
        ArrayNode done = MAPPER.createArrayNode();
        Thread farewell = new Thread(this::sayThatItGoesOn, "hearthline-farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        for (JsonNode gap : taken.path("gaps")) {
            done.add(watch(client, gap));
        }
        Runtime.getRuntime().removeShutdownHook(farewell);
        print(done, taken.path("left_out"));
        return ExitCode.OK;
    }

    private ObjectNode request() {
        ObjectNode request = MAPPER.createObjectNode().put("from", from).put("to", to);
        if (!entities.isEmpty()) {
            ArrayNode ids = request.putArray("entity_ids");
            entities.forEach(id -> ids.add(id.strip()));
        }
        return again ? request.put("again", true) : request;
    }

    /** Returns the gap as it is when it is done. */
    private JsonNode watch(ApiClient client, JsonNode taken) throws InterruptedException {
        String id = taken.path("id").asText();
        JsonNode gap = taken;
        String trouble = "";
        while (!gap.has("closed_at")) {
            boolean ignored = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            gap = client.ask("GET", GAPS + "/" + id, null);
            trouble = tellTrouble(client, trouble);
            show(gap);
        }
        if (!json) {
            out().println();
        }
        return gap;
    }

    /** It is tried for ever; who watches wants to know why nothing moves. */
    private String tellTrouble(ApiClient client, String told) throws InterruptedException {
        String trouble =
                client.ask("GET", GAPS + "?limit=1", null).path("trouble").asText();
        if (!trouble.isEmpty() && !trouble.equals(told)) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("\n" + trouble);
            err.flush();
        }
        return trouble;
    }

    private void show(JsonNode gap) {
        if (json) {
            return;
        }
        double percent = gap.path("progress_percent").asDouble();
        int full = (int) Math.round(percent * BAR / 100);
        out().print("\r%s to %s [%s%s] %5.1f %%, %d events"
                .formatted(
                        gap.path("from").asText(),
                        gap.path("to").asText(),
                        "#".repeat(full),
                        ".".repeat(BAR - full),
                        percent,
                        gap.path("found").asLong()));
        out().flush();
    }

    private void print(ArrayNode done, JsonNode leftOut) {
        if (json) {
            ObjectNode result = MAPPER.createObjectNode();
            result.set("gaps", done);
            result.set("left_out", leftOut);
            out().println(result);
        } else {
            long found = 0;
            for (JsonNode gap : done) {
                found += gap.path("found").asLong();
                gap.path("missing").forEach(words -> out().println("Missing: " + words.asText()));
            }
            leftOut.forEach(part -> out().println("Left out: "
                    + part.path("from").asText() + " to " + part.path("to").asText() + ": "
                    + part.path("reason").asText()));
            out().println(done.isEmpty() ? "Nothing to fetch." : "Fetched " + found + " events.");
        }
        out().flush();
    }

    private void sayThatItGoesOn() {
        PrintWriter err = spec.commandLine().getErr();
        err.println("\nThe back-fill goes on in the running Hearthline: GET /api/v1/gaps tells how far it is.");
        err.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
