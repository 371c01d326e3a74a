package org.hearthline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports events into a file, or to standard output. A file is there when it is whole, and not before. */
@Command(
        name = "export",
        description = "Writes events, oldest first, of the last 24 hours by default.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private static final String EVENTS = "/api/v1/events";

    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private QueryFilter filter = new QueryFilter();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv or ndjson. Default: as the file's name ends, csv without.")
    private String format = "";

    @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path file;

    ExportCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        ApiClient client = api.client(Stage.STORAGE, sources);
        String query = filter.query("format", chosenFormat());
        PrintWriter err = spec.commandLine().getErr();
        long expected = client.ask("GET", EVENTS + "/count" + filter.query(), null)
                .path("count")
                .asLong();
        ExportProgress progress = new ExportProgress(expected, err, System::nanoTime);
        try (InputStream lines = progress.watch(client.stream(EVENTS + "/export" + query))) {
            if (file == null) {
                print(lines);
            } else {
                save(lines, file.toAbsolutePath());
            }
        } finally {
            progress.end();
        }
        return ExitCode.OK;
    }

    private String chosenFormat() {
        String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
        return format.isEmpty() && name.matches(".*\\.(ndjson|jsonl)") ? "ndjson" : format;
    }

    private void print(InputStream lines) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ExportText.copy(lines, out);
        out.flush();
    }

    private static void save(InputStream lines, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.copy(lines, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
