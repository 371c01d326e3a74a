package org.hearthline.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.hearthline.deadletter.Selection.Span;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.JsonFaults;
import org.hearthline.event.QueryParameters;
import org.jspecify.annotations.Nullable;

/** Reads what callers ask about letters: query parameters, and bodies that name letters. Immutable; any thread. */
final class LetterRequests {
    private static final int MOST_IDS = 1000;
    private static final int MOST_AT_ONCE = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final List<String> WAYS = List.of("all", "ids", "reason");
    private static final String ONE_OF = "one of all (true), ids (a list of ids) and reason (an error code)";
    private static final String BODY = "the body";

    private final ObjectMapper mapper = new ObjectMapper();

    /** What is to be done: with which letters, and with how many of them at once. */
    record Order(Selection selection, Span span) {}

    LetterFilter filter(Map<String, ?> headers) {
        QueryParameters parameters = new QueryParameters(headers);
        String cursor = parameters.single("cursor");
        String reason = parameters.single("reason");
        return new LetterFilter(
                parameters.whole("limit", LetterFilter.MAX_LIMIT, LetterFilter.DEFAULT_LIMIT),
                cursor == null ? null : number("cursor", cursor, "next_cursor of the page before"),
                reason == null ? null : code(reason),
                parameters.single("entity_id"));
    }

    long id(Map<String, ?> headers) {
        return number("id", String.valueOf(new QueryParameters(headers).single("id")), "id of a dead letter: digits");
    }

    boolean isConfirmed(Map<String, ?> headers) {
        return "true".equals(new QueryParameters(headers).single("confirm"));
    }

    /** By the body alone. */
    Order order(byte @Nullable [] body) {
        return order(tree(body));
    }

    /** By the query where there is no body; never by both. */
    Order order(Map<String, ?> headers, byte @Nullable [] body) {
        QueryParameters parameters = new QueryParameters(headers);
        if (body != null && body.length > 0) {
            if (WAYS.stream().anyMatch(way -> headers.get(way) != null)) {
                throw QueryParameters.invalid(BODY, "Says which dead letters, and so does the query", ONE_OF);
            }
            return order(tree(body));
        }
        ObjectNode named = mapper.createObjectNode();
        for (String name : List.of("reason", "after", "up_to")) {
            String value = parameters.single(name);
            if (value != null) {
                named.put(name, value);
            }
        }
        String limit = parameters.single("limit");
        if (limit != null) {
            named.put("limit", QueryParameters.whole("limit", limit, MOST_AT_ONCE));
        }
        String all = parameters.single("all");
        if (all != null) {
            named.put("all", all.equals("true"));
        }
        List<String> values = parameters.values("ids");
        if (!values.isEmpty()) {
            ArrayNode ids = named.putArray("ids");
            values.forEach(text -> Arrays.stream(text.split(",", -1)).forEach(ids::add));
        }
        return order(named);
    }

    private Order order(JsonNode named) {
        named.fieldNames().forEachRemaining(name -> {
            if (!List.of("all", "ids", "reason", "after", "up_to", "limit").contains(name)) {
                throw QueryParameters.invalid(name, "Unknown", ONE_OF + ", and after, up_to, limit");
            }
        });
        int limit = named.has("limit")
                ? QueryParameters.whole("limit", named.get("limit").asText(), MOST_AT_ONCE)
                : Integer.MAX_VALUE;
        Span span = new Span(
                named.has("after") ? number("after", named.get("after").asText(), "next of the answer before") : 0,
                named.has("up_to")
                        ? number("up_to", named.get("up_to").asText(), "id of a dead letter")
                        : Long.MAX_VALUE,
                limit);
        return new Order(selection(named), span);
    }

    private static Selection selection(JsonNode named) {
        long ways = WAYS.stream().filter(named::has).count();
        if (ways != 1) {
            throw QueryParameters.invalid(
                    BODY, ways == 0 ? "Does not say which dead letters" : "Says it in several ways", ONE_OF);
        }
        if (named.has("reason")) {
            return new Selection.Reason(code(named.get("reason").asText()));
        }
        if (named.has("ids")) {
            return new Selection.Numbers(ids(named.get("ids")));
        }
        if (!named.get("all").equals(BooleanNode.TRUE)) {
            throw QueryParameters.invalid("all", "Not true", ONE_OF);
        }
        return new Selection.All();
    }

    private static List<Long> ids(JsonNode node) {
        if (!node.isArray() || node.isEmpty() || node.size() > MOST_IDS) {
            throw QueryParameters.invalid("ids", "Not a list of 1 to " + MOST_IDS, "list of ids of dead letters");
        }
        List<Long> ids = new ArrayList<>();
        node.forEach(id -> ids.add(number("ids", id.asText(), "list of ids of dead letters: digits")));
        return ids.stream().distinct().toList();
    }

    private JsonNode tree(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw QueryParameters.invalid(BODY, "Empty", "JSON object with " + ONE_OF);
        }
        try {
            JsonNode tree = mapper.readTree(body);
            if (!tree.isObject()) {
                throw QueryParameters.invalid(BODY, "Not an object", "JSON object with " + ONE_OF);
            }
            return tree;
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
    }

    private static ErrorCode code(String text) {
        try {
            return ErrorCode.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw QueryParameters.invalid(
                    "reason",
                    "Not an error code: " + QueryParameters.shortened(text),
                    Arrays.toString(ErrorCode.values()));
        }
    }

    private static long number(String field, String text, String expected) {
        if (!NUMBER.matcher(text).matches()) {
            throw QueryParameters.invalid(field, "Not a number: " + QueryParameters.shortened(text), expected);
        }
        return Long.parseLong(text);
    }
}
