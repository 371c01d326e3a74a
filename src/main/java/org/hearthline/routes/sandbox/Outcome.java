package org.hearthline.routes.sandbox;

import org.hearthline.event.Event;
import org.hearthline.event.Fault;

/** What a file of routes made of one event. */
public sealed interface Outcome {
    /** One word, as answers and cases have it: kept, filtered, rejected or waits. */
    String word();

    /** It goes on, as it is then. */
    record Kept(Event event) implements Outcome {
        @Override
        public String word() {
            return "kept";
        }
    }

    /** It was left out on purpose. */
    record Filtered() implements Outcome {
        @Override
        public String word() {
            return "filtered";
        }
    }

    /**
     * It was refused for ever.
     *
     * @param step id of the step
     */
    record Rejected(String step, Fault fault) implements Outcome {
        @Override
        public String word() {
            return "rejected";
        }
    }

    /**
     * Its frame could not be carried on: in the flow it would stay in the outbox and come again.
     *
     * @param reason why
     */
    record Waits(String reason) implements Outcome {
        @Override
        public String word() {
            return "waits";
        }
    }
}
