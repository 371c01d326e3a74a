package org.hearthline.storage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one line of line protocol as InfluxDB's own parser does, and fails at everything that InfluxDB or QuestDB would not take
 * or would read differently.
 */
record StrictLine(String measurement, Map<String, String> tags, Map<String, Object> fields, long nanos) {
    static StrictLine parse(String line) {
        return new Reader(line).read();
    }

    private static final class Reader {
        private final String line;
        private int at;

        Reader(String line) {
            this.line = line;
        }

        StrictLine read() {
            line.chars().filter(c -> c < ' ').findFirst().ifPresent(c -> {
                throw new AssertionError("Control character " + c + " in " + line);
            });
            String measurement = until(", ");
            check(!measurement.isEmpty() && !measurement.startsWith("#"), "measurement");
            Map<String, String> tags = new LinkedHashMap<>();
            String before = "";
            while (line.charAt(at) == ',') {
                at++;
                String key = until("=");
                at++;
                String value = until(",= ");
                check(line.charAt(at) != '=', "unescaped equals sign in tag " + key);
                check(!key.isEmpty() && !value.isEmpty(), "empty tag " + key);
                check(key.compareTo(before) > 0, "tags unsorted or twice at " + key);
                check(!value.contains("\\"), "backslash in tag " + key);
                before = key;
                tags.put(key, value);
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            do {
                at++;
                String key = until("=");
                at++;
                check(key.matches("[a-z0-9_]+"), "field name " + key);
                check(!key.equals("time") && !key.equals("timestamp"), "field name " + key);
                check(fields.put(key, line.charAt(at) == '"' ? string() : number()) == null, "field twice: " + key);
            } while (line.charAt(at) == ',');
            check(line.charAt(at) == ' ', "time");
            return new StrictLine(measurement, tags, fields, Long.parseLong(line.substring(at + 1)));
        }

        /** A backslash escapes what would end here, and is itself else. */
        private String until(String ends) {
            StringBuilder text = new StringBuilder();
            while (ends.indexOf(line.charAt(at)) < 0) {
                if (line.charAt(at) == '\\' && ",= ".indexOf(line.charAt(at + 1)) >= 0) {
                    at++;
                }
                text.append(line.charAt(at++));
            }
            return text.toString();
        }

        private String string() {
            StringBuilder text = new StringBuilder();
            at++;
            while (line.charAt(at) != '"') {
                if (line.charAt(at) == '\\') {
                    at++;
                    check(line.charAt(at) == '"' || line.charAt(at) == '\\', "lone backslash in a string");
                }
                text.append(line.charAt(at++));
            }
            at++;
            return text.toString();
        }

        private Double number() {
            int from = at;
            while (line.charAt(at) != ',' && line.charAt(at) != ' ') {
                at++;
            }
            String text = line.substring(from, at);
            check(text.matches("-?\\d+\\.\\d+(E-?\\d+)?"), "number " + text);
            return Double.valueOf(text);
        }

        private void check(boolean right, String what) {
            if (!right) {
                throw new AssertionError(what + " at " + at + " of " + line);
            }
        }
    }
}
