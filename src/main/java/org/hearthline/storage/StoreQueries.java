package org.hearthline.storage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;

/**
 * Counts, sums up, lists entities and exports: the bean of {@code routes/storage-queries.camel.yaml}. As {@link EventQueries} it
 * reads what is asked, asks the store, and writes the answer in three steps, so that a circuit breaker sees the store alone and
 * never a caller's mistake. The readers throw {@link Rejected} when a parameter is wrong, {@code ask} throws {@link
 * TransientFailure} when the store is away. Any thread.
 */
public final class StoreQueries {
    private static final Comparator<StoredEvent> BY_ENTITY =
            Comparator.comparing(event -> String.valueOf(event.values().get("entity_id")));

    private final EventRows rows;
    private final EventFigures figures;
    private final Supplier<StoreInfo> info;
    private final StoreQueryParser parser;
    private final StoreAnswers answers;

    /**
     * @param info what the store is; asked for each request, never throws for a store that is away
     */
    StoreQueries(EventRows rows, EventFigures figures, Supplier<StoreInfo> info, Clock clock) {
        this.rows = rows;
        this.figures = figures;
        this.info = info;
        this.parser = new StoreQueryParser(clock);
        this.answers = new StoreAnswers(clock);
    }

    /** Which events are to be counted. */
    public EventFilter countQuery(Map<String, Object> headers) {
        return parser.count(headers);
    }

    /** Which numbers are to be summed up. */
    public AggregateQuery aggregateQuery(Map<String, Object> headers) {
        return parser.aggregate(headers);
    }

    /** Which entities are asked for. */
    public EntityQuery entityQuery(Map<String, Object> headers) {
        return parser.entities(headers);
    }

    /** Which events are to be exported. */
    public ExportQuery exportQuery(Map<String, Object> headers) {
        return parser.export(headers);
    }

    /** Counts. */
    public EventCount ask(EventFilter filter) {
        return new EventCount(filter, figures.count(filter));
    }

    /** Sums up: of so many entities, in the order of their ids, as fit. */
    public Aggregate ask(AggregateQuery query) {
        EventFilter filter = query.filter();
        int most = query.maxSeries();
        if (!filter.entityIds().isEmpty() && filter.entityIds().size() <= most) {
            return new Aggregate(query, figures.aggregate(query), false);
        }
        List<String> entities = figures.withNumbers(filter, most + 1);
        if (entities.isEmpty()) {
            return new Aggregate(query, List.of(), false);
        }
        Set<String> fitting = Set.copyOf(entities.subList(0, Math.min(most, entities.size())));
        return new Aggregate(query, figures.aggregate(query.of(filter.of(fitting))), entities.size() > most);
    }

    /** Lists a page of entities with the latest state of each. */
    public EntityPage ask(EntityQuery query) {
        List<String> ids =
                figures.entityIds().stream().filter(query::wants).sorted().toList();
        List<String> page = ids.subList(0, Math.min(query.limit(), ids.size()));
        List<StoredEvent> latest = new ArrayList<>(page.isEmpty() ? List.of() : rows.latest(page));
        latest.sort(BY_ENTITY);
        return new EntityPage(latest, ids.size() > page.size() ? page.get(page.size() - 1) : null);
    }

    /** Begins to export. */
    public Export ask(ExportQuery query) {
        return Export.open(rows, figures, query);
    }

    /** {@code {"count":…,"start_time":…,"end_time":…}}. */
    public byte[] answer(EventCount count) {
        return answers.count(count);
    }

    /** {@code {"every":…,"fn":…,"start_time":…,"end_time":…,"series":[…],"truncated":…}}. */
    public byte[] answer(Aggregate aggregate) {
        return answers.aggregate(aggregate);
    }

    /** {@code {"entities":[…],"next_cursor":…}}. */
    public byte[] answer(EntityPage page) {
        return answers.entities(page);
    }

    /** {@code {"engine":…,"version":…,…}}: what is known, also of a store that is away. */
    public byte[] info() {
        return answers.info(info.get());
    }
}
