package org.hearthline.event;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A {@code new_state} or {@code old_state} while it is being read, or the one of the flat form. */
final class StateDraft {
    private final FieldReader json;
    private final AttributeFilter filter;
    private final String path;

    private @Nullable String state;
    private long lastChanged = EventData.NO_TIME;
    private long lastUpdated = EventData.NO_TIME;
    private @Nullable String deviceClass;
    private @Nullable String unit;
    private @Nullable String friendlyName;
    private Attributes attributes = Attributes.EMPTY;

    /**
     * @param path what stands before a field's name in a fault: {@code "new_state."}
     */
    StateDraft(FieldReader json, AttributeFilter filter, String path) {
        this.json = json;
        this.filter = filter;
        this.path = path;
    }

    /** A state of which only the text is known. */
    static State of(String state) {
        return new State(state, EventData.NO_TIME, EventData.NO_TIME, null, null, null, Attributes.EMPTY);
    }

    State read() throws IOException {
        while (json.next()) {
            readField(json.name());
        }
        return finish();
    }

    void readField(String name) throws IOException {
        switch (name) {
            case "state" -> state = json.text(path + name);
            case "last_changed" -> lastChanged = json.time(path + name);
            case "last_updated" -> lastUpdated = json.time(path + name);
            case "attributes" -> readAttributes();
            default -> json.skip();
        }
    }

    /** The state of the flat form, which has one time for all. */
    State finish(long micros) {
        lastChanged = micros;
        lastUpdated = micros;
        return finish();
    }

    private State finish() {
        String text = json.required(path + "state", state);
        return new State(text, lastChanged, lastUpdated, deviceClass, unit, friendlyName, attributes);
    }

    private void readAttributes() throws IOException {
        if (!json.object(path + "attributes")) {
            return;
        }
        int start = json.start();
        boolean denied = false;
        while (json.next()) {
            String name = json.name();
            denied |= filter.denies(name);
            switch (name) {
                case "device_class" -> deviceClass = textOrNull();
                case "unit_of_measurement" -> unit = textOrNull();
                case "friendly_name" -> friendlyName = textOrNull();
                default -> json.skip();
            }
        }
        attributes = new Attributes(json.since(start));
        if (denied) {
            filter.found(attributes.json());
        }
    }

    /** Attributes are free: one of another type is no fault, it only describes nothing. */
    private @Nullable String textOrNull() throws IOException {
        String text = json.textIfAny();
        json.skip();
        return text;
    }
}
