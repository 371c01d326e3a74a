package org.hearthline.validation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hearthline.event.Event;
import org.hearthline.event.EventData;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;
import org.hearthline.event.State;
import org.jspecify.annotations.Nullable;

/**
 * The rules that an event has to keep, one method each, in the order of the route file. Each answers the event that it was given,
 * or throws {@link Rejected} with a {@code VALIDATION_ERROR}. Immutable; any thread.
 *
 * <p>Limits are Home Assistant's own: nothing that it can send breaks one of them.
 */
public final class Rules {
    /** Characters (code points, as Python counts) in an {@code event_type}. */
    static final int MAX_EVENT_TYPE = 64;
    /** Characters in an {@code entity_id}. */
    static final int MAX_ENTITY_ID = 255;
    /** Characters in a state. Home Assistant turns a longer one into {@code unknown}. */
    static final int MAX_STATE = 255;

    private static final int SHOWN = 60;

    private final Duration futureLimit;
    private final Clock clock;

    /**
     * @param futureLimit how far ahead of this machine's clock an event may be; the past has no limit
     */
    public Rules(Duration futureLimit, Clock clock) {
        this.futureLimit = futureLimit;
        this.clock = clock;
    }

    /** An event type says something, in at most 64 characters of one line. */
    public Event checkEventType(Event event) {
        String type = event.eventType();
        if (type.isBlank() || longerThan(MAX_EVENT_TYPE, type) || type.chars().anyMatch(Character::isISOControl)) {
            throw invalid("event_type", "Not an event type: " + shown(type), "1 to 64 characters on one line");
        }
        return event;
    }

    /**
     * What changes its state is an entity: {@code domain.object_id} in lower case, letters of any script. What other events call
     * {@code entity_id} is theirs to say.
     */
    public Event checkEntityId(Event event) {
        String entityId = event.entityId();
        if (entityId != null && event.eventType().equals(EventData.STATE_CHANGED) && !isEntityId(entityId)) {
            throw invalid(
                    "entity_id",
                    "Not an entity id: " + shown(entityId),
                    "domain.object_id of lower-case letters, digits and _, at most 255 characters");
        }
        return event;
    }

    /** A state has at most 255 characters; an empty one is fine. */
    public Event checkState(Event event) {
        checkState("new_state.state", event.data().newState());
        checkState("old_state.state", event.data().oldState());
        return event;
    }

    /**
     * An event may be as old as it likes (back-fill, a clock without battery), and not from far ahead: that is a clock gone wrong,
     * and such an event would be the newest of its entity for ever.
     */
    public Event checkTime(Event event) {
        Instant latest = clock.instant().plus(futureLimit);
        if (event.time().isAfter(latest)) {
            throw invalid(
                    "timestamp",
                    "In the future: " + event.time(),
                    "at most " + futureLimit
                            + " ahead of this clock (validation.future-limit); check Home Assistant's clock");
        }
        return event;
    }

    private static void checkState(String field, @Nullable State state) {
        if (state != null && longerThan(MAX_STATE, state.state())) {
            throw invalid(field, "Too long: " + shown(state.state()), "at most 255 characters");
        }
    }

    private static boolean isEntityId(String text) {
        int dot = text.indexOf('.');
        return !longerThan(MAX_ENTITY_ID, text)
                && isSlug(text.substring(0, Math.max(0, dot)))
                && isSlug(text.substring(dot + 1));
    }

    private static boolean isSlug(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(Rules::isOfSlug);
    }

    private static boolean isOfSlug(int c) {
        if (c < 128) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> false;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(c);
        };
    }

    private static boolean longerThan(int limit, String text) {
        return text.length() > limit && text.codePointCount(0, text.length()) > limit;
    }

    private static String shown(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
    }

    private static Rejected invalid(String field, String issue, String expected) {
        return new Rejected(Fault.invalid(field, issue, expected));
    }
}
