package org.hearthline.storage;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a store tells of its events without giving them, in its own language. Any thread. All methods throw a {@link
 * org.hearthline.event.TransientFailure} when the store is away.
 */
interface EventFigures {
    long count(EventFilter filter);

    /**
     * Entities that have numbers.
     *
     * @param most how many at most
     * @return in order
     */
    List<String> withNumbers(EventFilter filter, int most);

    /** All series of a query, however many they are, in order. */
    List<Aggregate.Series> aggregate(AggregateQuery query);

    /** Every entity that was ever stored, in no order. */
    Collection<String> entityIds();

    /** The names of users' own fields. */
    Set<String> userFields();
}
