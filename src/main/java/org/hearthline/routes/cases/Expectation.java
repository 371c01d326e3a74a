package org.hearthline.routes.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What is to become of an event. */
sealed interface Expectation {
    /** As in {@link org.hearthline.routes.sandbox.Outcome#word()}. */
    String word();

    /**
     * It goes on.
     *
     * @param fields of its flat form that must be so; null for one that must not be there
     */
    record Kept(ObjectNode fields) implements Expectation {
        @Override
        public String word() {
            return "kept";
        }
    }

    /** It is left out. */
    record Filtered() implements Expectation {
        @Override
        public String word() {
            return "filtered";
        }
    }

    /**
     * It is refused; what is null may be anything.
     *
     * @param message a part of it
     */
    record Rejected(
            @Nullable String step,
            @Nullable String code,
            @Nullable String message) implements Expectation {
        @Override
        public String word() {
            return "rejected";
        }
    }

    /** Its frame has to wait, since something is away. */
    record Waits() implements Expectation {
        @Override
        public String word() {
            return "waits";
        }
    }
}
