package org.hearthline.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which events a query is about. */
final class QueryFilter {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "RFC 3339, or such as '2h ago'. Default: all for events, else 24 hours before --to.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The same; not included. Default: now.")
    private @Nullable String to;

    @Option(
            names = "--entity",
            paramLabel = "ID[,ID...]",
            split = ",",
            hideParamSyntax = true,
            description = "Only these entities.")
    private List<String> entities = List.of();

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN[,...]",
            split = ",",
            hideParamSyntax = true,
            description = "Only these, such as sensor.")
    private List<String> domains = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE[,...]",
            split = ",",
            hideParamSyntax = true,
            description = "Only these, such as state_changed.")
    private List<String> types = List.of();

    /** As the API takes it: {@code ?…}, with what else is asked for. */
    String query(String... namesAndValues) {
        List<String> parameters = new ArrayList<>();
        add(parameters, "start_time", from);
        add(parameters, "end_time", to);
        add(parameters, "entity_id", joined(entities));
        add(parameters, "domain", joined(domains));
        add(parameters, "event_type", joined(types));
        return query(parameters, namesAndValues);
    }

    /**
     * A query of names and values in turn; what is empty is not asked for.
     *
     * @param parameters that are there already
     */
    static String query(List<String> parameters, String... namesAndValues) {
        List<String> all = new ArrayList<>(parameters);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            add(all, namesAndValues[i], namesAndValues[i + 1]);
        }
        return all.isEmpty() ? "" : "?" + String.join("&", all);
    }

    private static void add(List<String> parameters, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    static String joined(List<String> values) {
        return String.join(",", values.stream().map(String::strip).toList());
    }
}
