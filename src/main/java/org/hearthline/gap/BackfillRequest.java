package org.hearthline.gap;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hearthline.event.JsonBody;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.QueryTime;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for: {@code {"from":"10d ago","to":"now","entity_ids":["sensor.a"],"again":false}}.
 *
 * @param span by the caller's clock, which is ours
 * @param entityIds empty: all that are known
 * @param again also what was heard live
 */
record BackfillRequest(Span span, List<String> entityIds, boolean again) {
    private static final Pattern ENTITY_ID = Pattern.compile("[a-z0-9_]{1,128}\\.[a-z0-9_]{1,255}");
    private static final Set<String> MEMBERS = Set.of("from", "to", "entity_ids", "again");

    BackfillRequest {
        entityIds = List.copyOf(entityIds);
    }

    /**
     * Reads the body of a request.
     *
     * @throws Rejected naming what is wrong
     */
    static BackfillRequest parse(byte[] body, Clock clock) {
        JsonNode json = JsonBody.object(body, "'from' and 'to'");
        Set<String> strange = new TreeSet<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                strange.add(name);
            }
        });
        if (!strange.isEmpty()) {
            throw QueryParameters.invalid(strange.iterator().next(), "Unknown", "only from, to, entity_ids and again");
        }
        Span span = new Span(time(json, "from", null, clock), time(json, "to", "now", clock));
        if (span.isEmpty()) {
            throw QueryParameters.invalid("from", "Not before 'to'", "a time before 'to'");
        }
        JsonNode again = json.path("again");
        if (!again.isMissingNode() && !again.isBoolean()) {
            throw QueryParameters.invalid("again", "Not true or false: " + again, "true or false");
        }
        return new BackfillRequest(span, entityIds(json.path("entity_ids")), again.asBoolean());
    }

    private static long time(JsonNode json, String name, @Nullable String whenMissing, Clock clock) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() && whenMissing == null) {
            throw QueryParameters.invalid(name, "Missing", QueryTime.EXPECTED);
        }
        String text = value.isMissingNode() ? String.valueOf(whenMissing) : value.asText();
        return QueryTime.parse(text, clock)
                .map(nanos -> nanos / 1000)
                .orElseThrow(() -> QueryParameters.invalid(
                        name, "Not a time: '" + QueryParameters.shortened(text) + "'", QueryTime.EXPECTED));
    }

    private static List<String> entityIds(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        String expected = "array of entity ids, such as [\"sensor.kitchen\"]";
        if (!value.isArray() || value.isEmpty()) {
            throw QueryParameters.invalid("entity_ids", "Not a list with something in it", expected);
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode id : value) {
            if (!id.isTextual() || !ENTITY_ID.matcher(id.textValue()).matches()) {
                throw QueryParameters.invalid(
                        "entity_ids", "Not an entity id: '" + QueryParameters.shortened(id.asText()) + "'", expected);
            }
            ids.add(id.textValue());
        }
        return ids.stream().distinct().toList();
    }
}
