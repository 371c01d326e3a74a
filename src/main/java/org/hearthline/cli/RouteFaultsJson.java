package org.hearthline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hearthline.routes.RouteFault;

/** Faults of files of routes, for programs, as the API writes them. */
final class RouteFaultsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RouteFaultsJson() {}

    static String of(List<RouteFault> faults) {
        ObjectNode answer = MAPPER.createObjectNode();
        for (RouteFault fault : faults) {
            ObjectNode one = answer.withArray("faults").addObject();
            one.put("file", fault.file()).put("line", fault.line()).put("column", fault.column());
            one.put("message", fault.message());
        }
        answer.withArray("faults");
        return answer.toPrettyString();
    }
}
