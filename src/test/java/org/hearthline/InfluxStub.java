package org.hearthline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthline.StubServer.Asked;
import org.hearthline.StubServer.Says;

/** An InfluxDB 2.9.1 as far as writes are concerned, which fails as the test says; keeps the lines that it acknowledged. */
final class InfluxStub implements AutoCloseable {
    static final Says STORED = new Says(204);
    /** The lines are stored, and nobody learns of it. */
    static final Says STORED_AND_CUT = new Says(StubServer.CUT, Map.of("X-Stored", "yes"), "");

    private static final Pattern EVENT_ID = Pattern.compile("event_id=\"([0-9a-f-]{36})\"");
    private static final Pattern STATE = Pattern.compile("[, ]state=\"([^\"]*)\"");

    private final StubServer server = new StubServer(this::answer);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Long> writes = new CopyOnWriteArrayList<>();
    private volatile Function<String, Says> onWrite = lines -> STORED;

    /** From now on, a write is answered like this; {@link #STORED} keeps its lines. */
    void onWrite(Function<String, Says> now) {
        onWrite = now;
    }

    /** Refuses as InfluxDB does when nobody is there to write for it. */
    static Says says(int status, String message) {
        return new Says(
                status,
                Map.of("Content-Type", "application/json"),
                "{\"code\":\"" + (status == 400 ? "invalid" : "unavailable") + "\",\"message\":\"" + message + "\"}");
    }

    StubServer http() {
        return server;
    }

    String url() {
        return server.url();
    }

    /** When writes came, by {@link System#nanoTime()}; empty ones (questions how the store is) are left out. */
    List<Long> writes() {
        return writes;
    }

    /** The ids of what is stored, in the order of arrival, each as often as it was written. */
    List<String> eventIds() {
        return all(EVENT_ID);
    }

    /** The states of what is stored, in the order of arrival. */
    List<String> states() {
        return all(STATE);
    }

    List<String> lines() {
        return lines;
    }

    private List<String> all(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    private Says answer(Asked asked) {
        if (asked.path().equals("/ping")) {
            return new Says(204, Map.of("X-Influxdb-Version", "v2.9.1"), "");
        }
        if (!asked.path().equals("/api/v2/write")) {
            return new Says(401);
        }
        if (asked.body().isEmpty()) {
            return STORED;
        }
        writes.add(System.nanoTime());
        Says says = onWrite.apply(asked.body());
        if (says.equals(STORED) || says.equals(STORED_AND_CUT)) {
            asked.body().lines().forEach(lines::add);
        }
        return says;
    }

    @Override
    public void close() {
        server.close();
    }
}
