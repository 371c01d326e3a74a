package org.hearthline.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hearthline.demo.house.HouseModel;
import org.hearthline.demo.house.HouseState;
import org.hearthline.event.Timestamps;
import org.jspecify.annotations.Nullable;

/** The commands that ask the house something, each with its answer. What concerns one connection is {@link HouseSession}'s. */
final class HouseCommands {
    private static final String HISTORY = "history/history_during_period";
    private static final Set<String> COMMON = Set.of("id", "type");

    private static final Set<String> HISTORY_OPTIONS = Set.of(
            "end_time", "include_start_time_state", "significant_changes_only", "minimal_response", "no_attributes");

    private final HouseModel model;
    private final HouseHistory history;
    private final Clock clock;
    private final HouseFaults faults;
    private final Map<String, Command> commands = new HashMap<>();

    /** What a command must and may have beside id and type. */
    private record Command(Set<String> required, Set<String> optional, Answer answer) {}

    /** Answers a command of a session; {@link Refusal} when it cannot. */
    interface Answer {
        @Nullable
        Object to(JsonObject command, HouseSession session);
    }

    HouseCommands(HouseModel model, HouseHistory history, HouseFaults faults, Clock clock) {
        this.model = model;
        this.history = history;
        this.faults = faults;
        this.clock = clock;
        simple("get_states", this::states);
        simple("get_config", (command, session) -> config());
        simple("recorder/info", (command, session) -> recorder());
        simple("auth/current_user", (command, session) -> user());
        for (String registry : List.of("area", "device", "entity", "floor", "label")) {
            simple(
                    "config/" + registry + "_registry/list",
                    (command, session) -> model.registry().list(registry));
        }
        put(HISTORY, Set.of("start_time", "entity_ids"), HISTORY_OPTIONS, this::history);
        put("supported_features", Set.of("features"), Set.of(), HouseSession::supportFeatures);
        put("subscribe_events", Set.of(), Set.of("event_type"), HouseSession::subscribe);
        put("unsubscribe_events", Set.of("subscription"), Set.of(), HouseSession::unsubscribe);
    }

    /**
     * Looks up and checks a command.
     *
     * @throws Refusal when there is none of that name, or its form is wrong
     */
    Answer find(JsonObject message) {
        Command command = commands.get(message.getString("type"));
        if (command == null) {
            throw new Refusal("unknown_command", "Unknown command.");
        }
        for (String field : command.required()) {
            if (!message.containsKey(field)) {
                throw new Refusal("invalid_format", "required key not provided at '" + field + "'. Got None");
            }
        }
        for (String field : message.fieldNames()) {
            if (!COMMON.contains(field)
                    && !command.required().contains(field)
                    && !command.optional().contains(field)) {
                throw new Refusal(
                        "invalid_format", "not a valid option at '" + field + "'. Got " + message.getValue(field));
            }
        }
        return command.answer();
    }

    JsonObject config() {
        JsonObject units = new JsonObject()
                .put("length", "km")
                .put("accumulated_precipitation", "mm")
                .put("area", "m²")
                .put("mass", "g")
                .put("pressure", "Pa")
                .put("temperature", "°C")
                .put("volume", "L")
                .put("wind_speed", "m/s");
        return new JsonObject()
                .put("latitude", 52.3731)
                .put("longitude", 4.8922)
                .put("elevation", 2)
                .put("radius", 100)
                .put("unit_system", units)
                .put("location_name", "Hearth House")
                .put("time_zone", "Europe/Amsterdam")
                .put("components", JsonArray.of("sensor", "light", "websocket_api", "history", "recorder"))
                .put("version", HouseSession.VERSION)
                .put("state", model.isAsleep() ? "STARTING" : "RUNNING")
                .put("currency", "EUR")
                .put("country", "NL")
                .put("language", "en")
                .put("config_dir", "/config")
                .put("config_source", "storage")
                .put("recovery_mode", false)
                .put("safe_mode", false)
                .put("internal_url", null)
                .put("external_url", null);
    }

    private Object states(JsonObject command, HouseSession session) {
        return new JsonArray(model.states().stream().map(HouseState::json).toList());
    }

    private Object history(JsonObject command, HouseSession session) {
        faults.checkHistory();
        return history.find(HistoryQuery.read(command, Timestamps.micros(clock.instant())));
    }

    /** How long the answer takes. */
    Duration delay(JsonObject command) {
        return command.getString("type").equals(HISTORY) ? faults.historyDelay() : Duration.ZERO;
    }

    private JsonObject recorder() {
        return new JsonObject()
                .put("backlog", faults.backlog())
                .put("db_in_default_location", true)
                .put("max_backlog", 65_000)
                .put("migration_in_progress", false)
                .put("migration_is_live", false)
                .put("recording", faults.isRecording())
                .put("thread_running", true);
    }

    private static JsonObject user() {
        return new JsonObject()
                .put("id", "9f2c0dc898c746b0ad3f6822ef358a09")
                .put("name", "Hearthline")
                .put("is_owner", false)
                .put("is_admin", true)
                .put("credentials", new JsonArray())
                .put("mfa_modules", new JsonArray());
    }

    private void simple(String type, Answer answer) {
        put(type, Set.of(), Set.of(), answer);
    }

    private void put(String type, Set<String> required, Set<String> optional, Answer answer) {
        commands.put(type, new Command(required, optional, answer));
    }
}
