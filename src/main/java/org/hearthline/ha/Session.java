package org.hearthline.ha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.ClientWebSocket;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hearthline.event.EventData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket's conversation, from {@code auth} to its end: what is asked and subscribed, and what follows from the answers.
 *
 * <p>The event loop is the one that sends (so ids rise in the order of sending); the drain thread is the one that reads
 * answers and events. What both need is thread-safe.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final String STARTED = "homeassistant_started";
    private static final String CONFIG_UPDATED = "core_config_updated";

    /** Who is told what a conversation shows. Called by the drain thread. */
    interface Listener {
        /**
         * Every wanted event type was answered.
         *
         * @param atMicros when the last of these answers came, µs since 1970
         */
        void subscribed(Session session, long atMicros);

        /** The house has started: what it said before was a fraction. */
        void started(Session session);

        /** The house is still starting. */
        void starting(Session session);

        void changed(Session session, RegistryKind kind);

        void configChanged(Session session);
    }

    private final Commands commands;
    private final HouseQuestions questions;
    private final HaSettings settings;
    private final HaCounters counters;
    private final Listener listener;

    private final Set<Long> subscriptions = ConcurrentHashMap.newKeySet();
    private final Map<String, String> missing = new ConcurrentSkipListMap<>();
    private final AtomicInteger toSubscribe = new AtomicInteger();
    private volatile boolean starting;
    /** For the event loop. */
    private @Nullable End ended;
    /** For the drain thread: when the answer came that is being read. */
    private long answerMicros;

    /**
     * The end of a conversation.
     *
     * @param why in words, for people
     * @param micros when, µs since 1970
     */
    record End(String why, long micros) {}

    Session(ClientWebSocket socket, HaSettings settings, HouseListener house, HaCounters counters, Listener listener) {
        this.commands = new Commands(socket);
        this.questions = new HouseQuestions(commands, house, missing, this::noteRunning);
        this.settings = settings;
        this.counters = counters;
        this.listener = listener;
    }

    /** For the event loop: its socket is gone. */
    void end(String why, long atMicros) {
        ended = new End(why, atMicros);
    }

    /** For the event loop: how it ended, once it has. */
    Optional<End> ended() {
        return Optional.ofNullable(ended);
    }

    /** What Home Assistant does not give, and why. */
    Map<String, String> missing() {
        return missing;
    }

    Commands commands() {
        return commands;
    }

    HouseQuestions questions() {
        return questions;
    }

    /** Whether the house has said that it is starting, and not yet that it has started. */
    boolean isStarting() {
        return starting;
    }

    /** The first thing that is said. Not logged by anybody: it holds the token. */
    void authenticate() {
        commands.write(
                Commands.command("auth").put("access_token", settings.token().reveal()));
    }

    /**
     * Asks for all there is to know, without waiting for answers in between: Home Assistant handles commands in order.
     *
     * @param knowsHouse when not, areas and devices come before the first event, so that none goes without its labels; else
     *     events come first, so that the gap is short
     */
    void begin(boolean knowsHouse) {
        ObjectNode features = Commands.MAPPER.createObjectNode().put("coalesce_messages", 1);
        commands.send(Commands.command("supported_features").set("features", features), answer -> {});
        if (!knowsHouse) {
            questions.askAll();
        }
        subscribe();
        questions.askStates();
        if (knowsHouse) {
            questions.askAll();
        }
    }

    private void subscribe() {
        toSubscribe.set(settings.eventTypes().size());
        settings.eventTypes().forEach(this::subscribeWanted);
        if (!settings.eventTypes().contains(HaSettings.EVERY_TYPE)) {
            Set<String> own = new LinkedHashSet<>(Set.of(STARTED, CONFIG_UPDATED));
            for (RegistryKind kind : RegistryKind.values()) {
                own.add(kind.updatedEvent());
            }
            own.removeAll(settings.eventTypes());
            own.forEach(this::subscribeForUs);
        }
    }

    private void subscribeWanted(String type) {
        subscribe(type, answer -> {
            if (!answer.success()) {
                missing.put("events " + type, answer.error());
            }
            if (toSubscribe.decrementAndGet() == 0) {
                listener.subscribed(this, answerMicros);
            }
        });
    }

    /** A token without admin rights may not have {@code homeassistant_started}; {@link HouseQuestions} finds out without it. */
    private void subscribeForUs(String type) {
        subscribe(type, answer -> {
            if (!answer.success() && !type.equals(STARTED)) {
                missing.put("changes by " + type, answer.error());
            }
        });
    }

    private void subscribe(String type, Consumer<CommandResult> then) {
        ObjectNode command = Commands.command("subscribe_events");
        if (!type.equals(HaSettings.EVERY_TYPE)) {
            command.put("event_type", type);
        }
        commands.send(command, answer -> {
            if (answer.success()) {
                subscriptions.add(answer.id());
            }
            then.accept(answer);
        });
    }

    private void noteRunning(boolean running) {
        if (!running) {
            listener.starting(this);
        } else if (starting) {
            listener.started(this);
        }
        starting = !running;
    }

    /** For the drain thread: an answer came, at that time (µs since 1970). */
    void answered(CommandResult answer, long atMicros) {
        answerMicros = atMicros;
        boolean expected = commands.answered(answer);
        if (!expected && !answer.success() && subscriptions.contains(answer.id())) {
            if (counters.unserialisable() == 0) {
                LOG.atWarn()
                        .addKeyValue("reason", answer.error())
                        .log("Home Assistant could not write an event as JSON; further ones are counted");
            }
            counters.missUnserialisable();
        }
    }

    /** For the drain thread: an event came, wanted or not. */
    void noticed(String eventType) {
        if (eventType.equals(EventData.STATE_CHANGED)) {
            return;
        }
        if (eventType.equals(STARTED)) {
            starting = false;
            listener.started(this);
        } else if (eventType.equals(CONFIG_UPDATED)) {
            listener.configChanged(this);
        } else {
            RegistryKind.ofUpdatedEvent(eventType).ifPresent(kind -> listener.changed(this, kind));
        }
    }
}
