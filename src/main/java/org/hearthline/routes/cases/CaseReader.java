package org.hearthline.routes.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hearthline.event.Observation;
import org.hearthline.event.ObservationJson;
import org.hearthline.event.Place;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.cases.Case.ExpectedSent;
import org.hearthline.routes.sandbox.OutsideAnswer;
import org.jspecify.annotations.Nullable;

/** Reads a case file, and finds all that is wrong with it before it says so. For one file. */
final class CaseReader {
    private static final List<String> KEYS =
            List.of("name", "route", "event", "weather", "place", "now", "expect", "sent", "answers");
    private static final List<String> OUTCOMES = List.of("event", "filtered", "rejected", "waits");

    private final List<RouteFault> faults = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();

    private CaseReader() {}

    /**
     * All cases of a file, in its order.
     *
     * @throws BrokenCases with everything that is wrong
     */
    static List<Case> read(String file, String text) throws BrokenCases {
        Yaml root = Yaml.parse(file, text);
        CaseReader reader = new CaseReader();
        List<Case> cases = new ArrayList<>();
        if (!root.isList() || root.items().isEmpty()) {
            reader.fault(root, "Expected a list of cases, each beginning with '- name: …'");
        }
        root.items().forEach(item -> cases.add(reader.readCase(item)));
        if (!reader.faults.isEmpty()) {
            throw new BrokenCases(reader.faults);
        }
        return List.copyOf(cases);
    }

    private Case readCase(Yaml yaml) {
        Map<String, Yaml> members = members(yaml, KEYS);
        String name = text(members.get("name"));
        if (name == null) {
            fault(yaml, "The case has no name");
        } else if (names.putIfAbsent(name, yaml.line()) != null) {
            fault(yaml, "Another case has this name, in line " + names.get(name) + ": " + name);
        }
        Yaml sent = members.get("sent");
        return new Case(
                name == null ? "" : name,
                yaml.line(),
                text(members.get("route")),
                event(yaml, members.get("event")),
                weather(members.get("weather")),
                place(members.get("place")),
                now(members.get("now")),
                expect(yaml, members.get("expect"), sent),
                sent == null ? null : list(sent).stream().map(this::sent).toList(),
                list(members.get("answers")).stream().map(this::answer).toList());
    }

    private ObjectNode event(Yaml of, @Nullable Yaml yaml) {
        if (yaml == null || !yaml.isMapping()) {
            fault(yaml == null ? of : yaml, "The case has no event: {entity_id: light.hall, state: \"on\"}, or nested");
            return JsonNodeFactory.instance.objectNode();
        }
        return yaml.object();
    }

    private Observation weather(@Nullable Yaml yaml) {
        if (yaml == null) {
            return Observation.unavailable("test");
        }
        members(
                yaml,
                List.of(
                        "availability",
                        "source",
                        "temperature",
                        "humidity",
                        "pressure",
                        "wind_speed",
                        "condition",
                        "observed_at"));
        try {
            ObjectNode given = JsonNodeFactory.instance.objectNode();
            given.put("availability", "fresh").put("source", "test");
            if (yaml.isMapping()) {
                given.setAll(yaml.object());
            }
            return ObservationJson.read(given.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            fault(yaml, "No weather: availability is fresh, stale or unavailable, observed_at a time");
            return Observation.unavailable("test");
        }
    }

    private @Nullable Place place(@Nullable Yaml yaml) {
        try {
            return yaml == null ? null : Place.parse(yaml.text());
        } catch (IllegalArgumentException e) {
            fault(yaml, "No " + e.getMessage());
            return null;
        }
    }

    private @Nullable Instant now(@Nullable Yaml yaml) {
        try {
            return yaml == null ? null : Instant.parse(yaml.text());
        } catch (DateTimeException e) {
            fault(yaml, "No time: expected one like 2026-01-06T14:30:00Z");
            return null;
        }
    }

    private Expectation expect(Yaml of, @Nullable Yaml yaml, @Nullable Yaml sent) {
        if (yaml == null && sent != null) {
            return new Expectation.Kept(JsonNodeFactory.instance.objectNode());
        }
        Map<String, Yaml> members = yaml == null ? Map.of() : members(yaml, OUTCOMES);
        if (yaml == null || members.size() != 1) {
            fault(
                    yaml == null ? of : yaml,
                    "Expected one of expect: {event: {…}}, {filtered: true}, {rejected: {…}} or {waits: true}");
            return new Expectation.Filtered();
        }
        Map.Entry<String, Yaml> only = members.entrySet().iterator().next();
        return switch (only.getKey()) {
            case "event" -> kept(only.getValue());
            case "rejected" -> rejected(only.getValue());
            case "filtered" -> new Expectation.Filtered();
            default -> new Expectation.Waits();
        };
    }

    private Expectation kept(Yaml yaml) {
        if (!yaml.isMapping()) {
            fault(yaml, "Expected fields of the event: {value: 21.5, x_battery: 87}; {} for any");
            return new Expectation.Filtered();
        }
        return new Expectation.Kept(yaml.object());
    }

    private Expectation rejected(Yaml yaml) {
        Map<String, Yaml> members =
                yaml.text().equals("true") ? Map.of() : members(yaml, List.of("step", "code", "message"));
        return new Expectation.Rejected(
                text(members.get("step")), text(members.get("code")), text(members.get("message")));
    }

    private ExpectedSent sent(Yaml yaml) {
        Map<String, Yaml> members = members(yaml, List.of("to", "body"));
        String to = text(members.get("to"));
        if (to == null) {
            fault(yaml, "Expected to: with an endpoint, or a pattern such as 'http:*'");
        }
        Yaml body = members.get("body");
        return new ExpectedSent(to == null ? "" : to, body == null ? null : body.json());
    }

    private OutsideAnswer answer(Yaml yaml) {
        Map<String, Yaml> members = members(yaml, List.of("from", "body", "away"));
        String from = text(members.get("from"));
        if (from == null) {
            fault(yaml, "Expected from: with an endpoint, or a pattern such as 'http:*'");
        }
        Yaml body = members.get("body");
        Yaml away = members.get("away");
        String text = body == null
                ? null
                : body.isMapping() || body.isList() ? body.json().toString() : body.text();
        return new OutsideAnswer(
                from == null ? "" : from, text, away != null && away.text().equals("true"));
    }

    private List<Yaml> list(@Nullable Yaml yaml) {
        if (yaml != null && !yaml.isList()) {
            fault(yaml, "Expected a list");
        }
        return yaml == null ? List.of() : yaml.items();
    }

    private Map<String, Yaml> members(Yaml yaml, List<String> known) {
        if (!yaml.isMapping()) {
            fault(yaml, "Expected some of " + String.join(", ", known));
        }
        Map<String, Yaml> members = yaml.members();
        members.forEach((key, value) -> {
            if (!Set.copyOf(known).contains(key)) {
                fault(value, "Unknown: '" + key + "'; expected some of " + String.join(", ", known));
            }
        });
        members.keySet().retainAll(known);
        return members;
    }

    private @Nullable String text(@Nullable Yaml yaml) {
        if (yaml == null) {
            return null;
        }
        if (yaml.text().isBlank()) {
            fault(yaml, "Expected a text");
        }
        return yaml.text();
    }

    private void fault(Yaml yaml, String message) {
        faults.add(yaml.fault(message));
    }
}
