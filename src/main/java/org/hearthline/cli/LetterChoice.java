package org.hearthline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which letters: exactly one of these. */
final class LetterChoice {
    @Option(names = "--all", required = true, description = "Every dead letter.")
    private boolean all;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "CODE",
            description = "Those with this error code, such as REFUSED_BY_STORE.")
    private @Nullable String reason;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Those with these ids.")
    private List<String> ids = List.of();

    /** As the API takes it. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (all) {
            return body.put("all", true);
        }
        if (reason != null) {
            return body.put("reason", reason);
        }
        ids.forEach(body.putArray("ids")::add);
        return body;
    }

    boolean isByIds() {
        return !all && reason == null;
    }

    /** The query that lists them. */
    String query() {
        return reason == null ? "" : "&reason=" + reason;
    }

    int ids() {
        return ids.size();
    }
}
