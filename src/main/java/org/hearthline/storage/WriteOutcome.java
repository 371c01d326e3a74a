package org.hearthline.storage;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of lines that were given to a store. Told apart by {@link #fold}, so that a new case breaks the build. */
public sealed interface WriteOutcome {
    <T> T fold(Cases<T> cases);

    /** One method for each outcome. */
    interface Cases<T> {
        T written(Written outcome);

        T partlyRejected(PartlyRejected outcome);

        T throttled(Throttled outcome);

        T unavailable(Unavailable outcome);

        T misconfigured(Misconfigured outcome);
    }

    /** Every line is stored. */
    record Written() implements WriteOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.written(this);
        }
    }

    /**
     * Some lines the store will never take; all others are stored.
     *
     * @param words index of the line → the server's words about it
     */
    record PartlyRejected(Map<Integer, String> words) implements WriteOutcome {
        public PartlyRejected {
            words = Collections.unmodifiableMap(new TreeMap<>(words));
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.partlyRejected(this);
        }
    }

    /** The store asks for a pause. Some lines may be stored already; sending them again is harmless. */
    record Throttled(String reason, @Nullable Duration retryAfter) implements WriteOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.throttled(this);
        }
    }

    /** The store is away, or cannot write now. Some lines may be stored already; sending them again is harmless. */
    record Unavailable(String reason, @Nullable Duration retryAfter) implements WriteOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unavailable(this);
        }
    }

    /**
     * The store does not let us write (401, 403, 404): the data is fine and is kept until someone acts.
     *
     * @param advice what is wrong and what to configure
     */
    record Misconfigured(String advice) implements WriteOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.misconfigured(this);
        }
    }
}
