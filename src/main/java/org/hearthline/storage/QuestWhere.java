package org.hearthline.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.EventData;

/** Conditions of SQL with their variables: no value is ever part of the text. */
final class QuestWhere {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> bound = new LinkedHashMap<>();

    private QuestWhere() {}

    static QuestWhere of(EventFilter filter) {
        QuestWhere where = new QuestWhere();
        where.conditions.add("timestamp >= :from AND timestamp < :to");
        where.bound.put("from", filter.fromNanos());
        where.bound.put("to", filter.toNanos());
        where.in("entity_id", filter.entityIds());
        where.in("domain", filter.domains());
        where.in("event_type", filter.eventTypes());
        return where;
    }

    static QuestWhere ofId(UUID eventId) {
        QuestWhere where = new QuestWhere();
        where.in("event_id", Set.of(eventId.toString()));
        return where;
    }

    static QuestWhere ofStates(Collection<String> entityIds) {
        QuestWhere where = new QuestWhere();
        where.in("entity_id", entityIds);
        where.in("event_type", Set.of(EventData.STATE_CHANGED));
        return where;
    }

    /** One more condition, without a value of a caller. */
    QuestWhere and(String condition) {
        conditions.add(condition);
        return this;
    }

    Map<String, Object> bound() {
        return bound;
    }

    private void in(String column, Collection<String> values) {
        if (values.isEmpty()) {
            return;
        }
        List<String> variables = new ArrayList<>();
        for (String value : values) {
            String variable = "v" + bound.size();
            bound.put(variable, value);
            variables.add(":" + variable);
        }
        conditions.add(column + " IN (" + String.join(", ", variables) + ")");
    }

    @Override
    public String toString() {
        return " WHERE " + String.join(" AND ", conditions);
    }
}
