package org.hearthline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.OwnCopies;
import org.hearthline.routes.OwnCopies.Copy;
import org.hearthline.routes.RouteFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the user's own files change. */
@Command(
        name = "diff",
        description = {
            "Shows what your own files of routes (routes.dir) change of the packaged ones, as a unified diff.",
            "After an upgrade also what has changed in the packaged one since you ejected it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes, as of diff(1):%n",
        exitCodeList = {"0:no difference", "1:a difference", "2:wrong usage or configuration"})
final class RoutesDiffCommand implements Callable<Integer> {
    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int LINES_AROUND = 3;

    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RouteFileOptions options = new RouteFileOptions();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "Of the file: enrichment, or enrichment.camel.yaml. Default: all that replace a packaged one.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    RoutesDiffCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Copy> copies = chosen();
        boolean isSame = copies.stream().allMatch(copy -> copy.isSame() && !copy.isOutdated());
        if (json) {
            ObjectNode answer = new ObjectMapper().createObjectNode();
            copies.forEach(copy -> describe(copy, answer.withArray("files").addObject()));
            out.println(answer.toPrettyString());
        } else {
            copies.forEach(copy -> print(copy, out));
            if (isSame) {
                out.println(
                        copies.isEmpty()
                                ? "No differences: no file of yours replaces a packaged one."
                                : "No differences.");
            }
        }
        out.flush();
        return isSame ? SAME : DIFFERENT;
    }

    private List<Copy> chosen() {
        List<Copy> all = new OwnCopies(options.folder(sources)).all();
        Set<String> wanted = names.stream()
                .map(RouteFileOptions::packaged)
                .map(RouteFile::name)
                .collect(Collectors.toSet());
        return names.isEmpty()
                ? all
                : all.stream().filter(copy -> wanted.contains(copy.name())).toList();
    }

    private static void print(Copy copy, PrintWriter out) {
        if (!copy.isSame()) {
            difference("packaged/" + copy.name(), copy.packaged(), "own/" + copy.name(), copy.own())
                    .forEach(out::println);
        }
        if (copy.isOutdated()) {
            out.println("The packaged " + copy.name() + " has changed since you ejected it:");
            upgrade(copy).forEach(out::println);
        }
    }

    private static void describe(Copy copy, ObjectNode node) {
        node.put("name", copy.name()).put("same", copy.isSame()).put("upgraded", copy.isOutdated());
        node.put(
                "diff", text(difference("packaged/" + copy.name(), copy.packaged(), "own/" + copy.name(), copy.own())));
        if (copy.isOutdated()) {
            node.put("upgrade", text(upgrade(copy)));
        }
    }

    private static List<String> upgrade(Copy copy) {
        return difference("ejected/" + copy.name(), copy.base().orElse(""), "packaged/" + copy.name(), copy.packaged());
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static List<String> difference(String from, String before, String to, String after) {
        List<String> lines = before.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(
                from, to, lines, DiffUtils.diff(lines, after.lines().toList()), LINES_AROUND);
    }
}
