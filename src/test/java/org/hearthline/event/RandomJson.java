package org.hearthline.event;

import java.util.List;
import java.util.Random;

/** Events, envelopes and arbitrary values as JSON text, with names that Hearthline knows in wrong places and wrong types. */
record RandomJson(Random random) {
    private static final List<String> NAMES = List.of(
            "event_type",
            "time_fired",
            "timestamp",
            "origin",
            "context",
            "data",
            "entity_id",
            "new_state",
            "old_state",
            "state",
            "attributes",
            "last_updated",
            "last_changed",
            "event_id",
            "house",
            "source",
            "labels",
            "enriched",
            "id",
            "value",
            "x_n",
            "k0",
            "access_token",
            "unit_of_measurement",
            "k\\u00fc\\ud800",
            "ü");

    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0.0",
            "1.10",
            "1e400",
            "-1E-400",
            "9223372036854775808",
            "123456789012345678901234567890123456789012345678901234567890",
            "1.7976931348623157e308",
            "\"\"",
            "\"text\"",
            "\"ü \\ud83d\\ude00 😀 \\n\"",
            "\"\\ud83d\"",
            "\"\\udc00x\"",
            "\"state_changed\"",
            "\"2026-01-06T14:30:00.123456+00:00\"",
            "\"2026-01-06T14:30:00-05:00\"",
            "\"11111111-1111-1111-1111-111111111111\"");

    /** Mostly a well-formed event with something odd in it. */
    String event() {
        return switch (random.nextInt(6)) {
            case 0 -> value(3);
            case 1 -> "{" + blank() + "\"event_type\":\"x\",\"data\":" + object(3) + "," + field(3) + "}";
            case 2 ->
                "{\"entity_id\":\"a.b\",\"state\":\"1\",\"attributes\":" + object(2)
                        + ",\"event_type\":\"state_changed\"" + blank() + "}";
            case 3 -> "{\"house\":\"h\"," + envelopeField() + ",\"data\":" + nested() + "}";
            case 4 -> "{\"data\":{\"event_type\":\"y\"," + field(2) + "}," + field(2) + "}";
            default -> nested();
        };
    }

    /** An array of one such event; an array as it is. */
    String events() {
        String text = event();
        return text.startsWith("[") ? text : "[" + text + "]";
    }

    private String envelopeField() {
        return switch (random.nextInt(3)) {
            case 0 -> "\"labels\":{\"area\":\"ü\\ud800\",\"labels\":[\"a\"]}";
            case 1 -> "\"enriched\":" + object(2);
            default -> field(2);
        };
    }

    private String nested() {
        return "{\"event_type\":\"state_changed\",\"time_fired\":\"2026-01-06T14:30:00.123456+00:00\",\"data\":{\"entity_id\":\"a.b\","
                + "\"old_state\":" + state() + "," + blank() + "\"new_state\":" + state() + "}" + "}";
    }

    private String state() {
        return random.nextInt(5) == 0 ? "null" : "{\"state\":\"1\",\"attributes\":" + object(3) + "}";
    }

    private String value(int depth) {
        return switch (depth == 0 ? 2 : random.nextInt(4)) {
            case 0 -> object(depth - 1);
            case 1 -> "[" + value(depth - 1) + blank() + "," + value(depth - 1) + "]";
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{").append(blank());
        for (int n = random.nextInt(4); n > 0; n--) {
            object.append(field(depth)).append(n == 1 ? "" : ",");
        }
        return object.append("}").toString();
    }

    private String field(int depth) {
        return "\"" + NAMES.get(random.nextInt(NAMES.size())) + "\":" + blank() + value(Math.max(0, depth - 1));
    }

    private String blank() {
        return random.nextInt(3) == 0 ? " " : "";
    }
}
