package org.hearthline.routes.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.routes.sandbox.Outcome;
import org.jspecify.annotations.Nullable;

/** What would differ, event by event. Any thread. */
final class Changes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_LISTED = 10_000;
    private static final List<String> WORDS = List.of("kept", "filtered", "rejected", "waits");

    private final Function<Event, byte[]> flat;
    private final Map<String, Integer> before = new LinkedHashMap<>();
    private final Map<String, Integer> after = new LinkedHashMap<>();
    private final List<Map<String, Object>> listed = new ArrayList<>();
    private int events;
    private int changed;
    private long missed;

    /**
     * Nothing yet.
     *
     * @param flat an event in the form of a query's answer
     */
    Changes(Function<Event, byte[]> flat) {
        this.flat = flat;
    }

    /** A frame has been through both files. */
    synchronized void add(Frame frame, List<Outcome> now, List<Outcome> then) {
        for (int i = 0; i < frame.size(); i++) {
            add(frame.events().get(i), now.get(i), then.get(i));
        }
    }

    private void add(Event event, Outcome now, Outcome then) {
        events++;
        before.merge(now.word(), 1, Integer::sum);
        after.merge(then.word(), 1, Integer::sum);
        Map<String, Object> fields = fields(now, then);
        boolean same = now.word().equals(then.word()) && fields.isEmpty() && Objects.equals(why(now), why(then));
        if (same) {
            return;
        }
        changed++;
        if (listed.size() < MOST_LISTED) {
            listed.add(described(event, now, then, fields));
        }
    }

    private static Map<String, Object> described(Event event, Outcome now, Outcome then, Map<String, Object> fields) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("event_id", event.id().toString());
        if (event.entityId() != null) {
            one.put("entity_id", event.entityId());
        }
        one.put("before", now.word());
        one.put("after", then.word());
        String why = why(then);
        if (why != null) {
            one.put("reason", why);
        }
        one.put("fields", fields);
        return one;
    }

    private static @Nullable String why(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.step() + ": " + rejected.fault().message();
        }
        return outcome instanceof Outcome.Waits waits ? waits.reason() : null;
    }

    private Map<String, Object> fields(Outcome now, Outcome then) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (now instanceof Outcome.Kept one && then instanceof Outcome.Kept other) {
            ObjectNode old = tree(one.event());
            ObjectNode fresh = tree(other.event());
            Set<String> names = new LinkedHashSet<>();
            old.fieldNames().forEachRemaining(names::add);
            fresh.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!old.path(name).equals(fresh.path(name))) {
                    fields.put(name, pair(old.get(name), fresh.get(name)));
                }
            }
        }
        return fields;
    }

    private static Map<String, Object> pair(@Nullable JsonNode old, @Nullable JsonNode fresh) {
        Map<String, Object> pair = new LinkedHashMap<>();
        if (old != null) {
            pair.put("before", old);
        }
        if (fresh != null) {
            pair.put("after", fresh);
        }
        return pair;
    }

    private ObjectNode tree(Event event) {
        try {
            return (ObjectNode) MAPPER.readTree(flat.apply(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many events were not seen, so far. */
    synchronized void missed(long events) {
        missed = events;
    }

    /** As the API answers it. */
    synchronized Map<String, Object> report(boolean cut) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("success", true);
        report.put("events", events);
        report.put("same", events - changed);
        for (String word : WORDS) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("before", before.getOrDefault(word, 0));
            counts.put("after", after.getOrDefault(word, 0));
            report.put(word, counts);
        }
        report.put("changed_events", changed);
        report.put("changed", List.copyOf(listed));
        report.put("missed", missed);
        report.put("truncated", cut || changed > listed.size());
        return report;
    }
}
