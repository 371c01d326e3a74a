package org.hearthline.routes.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.routes.cases.Case.ExpectedSent;
import org.hearthline.routes.sandbox.Outcome;
import org.hearthline.routes.sandbox.Sent;
import org.jspecify.annotations.Nullable;

/** Compares what a case expects with what has come. For one case. */
final class Comparison {
    private static final int MOST_SHOWN = 300;

    private final Function<Event, ObjectNode> flat;
    private final List<Difference> differences = new ArrayList<>();

    Comparison(Function<Event, ObjectNode> flat) {
        this.flat = flat;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    void outcome(Expectation expected, Outcome got) {
        if (!expected.word().equals(got.word())) {
            differences.add(new Difference("outcome", expected.word(), described(got)));
        } else if (expected instanceof Expectation.Kept kept && got instanceof Outcome.Kept event) {
            fields("", kept.fields(), flat.apply(event.event()));
        } else if (expected instanceof Expectation.Rejected wanted && got instanceof Outcome.Rejected rejected) {
            same("step", wanted.step(), rejected.step());
            same("code", wanted.code(), rejected.fault().code().name());
            contains("message", wanted.message(), text(rejected));
        }
    }

    private static String described(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return "rejected by " + rejected.step() + ": " + text(rejected);
        }
        return outcome instanceof Outcome.Waits waits ? "waits: " + waits.reason() : outcome.word();
    }

    private static String text(Outcome.Rejected rejected) {
        Map<String, String> details = rejected.fault().details();
        return rejected.fault().message()
                + (details.isEmpty() ? "" : ": " + details.get("field") + ": " + details.get("issue"));
    }

    private void same(String field, @Nullable String expected, String got) {
        if (expected != null && !expected.equals(got)) {
            differences.add(new Difference(field, expected, got));
        }
    }

    private void contains(String field, @Nullable String expected, String got) {
        if (expected != null && !got.contains(expected)) {
            differences.add(new Difference(field, expected, got));
        }
    }

    /** What an object must have; what it has beside that is its own affair. */
    private void fields(String path, ObjectNode expected, JsonNode got) {
        expected.properties().forEach(field -> {
            JsonNode wanted = field.getValue();
            JsonNode is = got.path(field.getKey());
            if (wanted instanceof ObjectNode object && is.isObject()) {
                fields(path + field.getKey() + ".", object, is);
            } else if (!equal(wanted, is)) {
                differences.add(new Difference(path + field.getKey(), shown(wanted), shown(is)));
            }
        });
    }

    private static boolean equal(JsonNode wanted, JsonNode is) {
        if (wanted.isNull()) {
            return is.isMissingNode() || is.isNull();
        }
        if (wanted instanceof ArrayNode list && is.isArray() && list.size() == is.size()) {
            return IntStream.range(0, list.size()).allMatch(i -> equal(list.get(i), is.get(i)));
        }
        boolean numbers = wanted.isNumber() && is.isNumber();
        return numbers ? Double.compare(wanted.doubleValue(), is.doubleValue()) == 0 : wanted.equals(is);
    }

    /** Each that is expected must be there, once for each time that it is expected; where none is, none may. */
    void sent(@Nullable List<ExpectedSent> expected, List<Sent> got) {
        if (expected == null) {
            return;
        }
        List<Sent> left = new ArrayList<>(got);
        left.removeIf(one -> expected.isEmpty() && one.to().startsWith("direct:"));
        for (ExpectedSent wanted : expected) {
            left.stream()
                    .filter(one -> fits(wanted, one))
                    .findFirst()
                    .ifPresentOrElse(left::remove, () -> missing(wanted, got));
        }
        if (expected.isEmpty()) {
            left.forEach(one -> differences.add(new Difference("sent", "nothing", described(one))));
        }
    }

    private void missing(ExpectedSent wanted, List<Sent> got) {
        JsonNode body = wanted.body();
        differences.add(new Difference(
                "sent",
                wanted.to() + (body == null ? "" : " " + shown(body)),
                got.isEmpty()
                        ? "nothing"
                        : String.join(", ", got.stream().map(this::described).toList())));
    }

    private boolean fits(ExpectedSent wanted, Sent one) {
        if (!one.fits(wanted.to())) {
            return false;
        }
        JsonNode body = wanted.body();
        if (body == null) {
            return true;
        }
        JsonNode is = json(one.body());
        if (body instanceof ObjectNode object) {
            Comparison inner = new Comparison(flat);
            inner.fields("", object, is);
            return inner.differences.isEmpty();
        }
        return equal(body, is) || equal(Texts.json(body.asText()), is);
    }

    private String described(Sent one) {
        return one.to() + " " + shown(json(one.body()));
    }

    private JsonNode json(@Nullable Object body) {
        if (body instanceof Frame frame && !frame.isEmpty()) {
            return flat.apply(frame.events().get(0));
        }
        return body instanceof Event event ? flat.apply(event) : Texts.json(body);
    }

    private static String shown(JsonNode json) {
        String text = json.isMissingNode() ? "nothing" : json.toString();
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
