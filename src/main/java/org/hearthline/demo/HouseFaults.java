package org.hearthline.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with a simulated house and its recorder, while the house lives on. Set by any thread, in effect from the
 * next request on.
 */
public final class HouseFaults {
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

    private volatile boolean unreachable;
    private volatile boolean recording = true;
    private volatile long backlog;
    private volatile Duration commitInterval = COMMIT_INTERVAL;
    private volatile Duration historyDelay = Duration.ZERO;
    private volatile @Nullable String historyRefusal;

    HouseFaults() {}

    /** Whether a proxy says that nobody is behind it (HTTP 502) to whoever connects anew. */
    public void unreachable(boolean isUnreachable) {
        unreachable = isUnreachable;
    }

    /** What {@code recorder/info} says. */
    public void recorder(boolean isRecording, long eventsWaiting) {
        recording = isRecording;
        backlog = eventsWaiting;
    }

    /** How often the recorder commits: rows can be read up to so much later. Zero: at once. At first 5 s. */
    public void commitsEvery(Duration interval) {
        commitInterval = interval;
    }

    /** How long each answer of history takes. */
    public void delaysHistory(Duration time) {
        historyDelay = time;
    }

    /** Each question for history fails with this code of Home Assistant's, such as {@code unknown_error}. */
    public void refusesHistory(String code) {
        historyRefusal = code;
    }

    public void answersHistory() {
        historyRefusal = null;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    boolean isRecording() {
        return recording;
    }

    long backlog() {
        return backlog;
    }

    Duration commitInterval() {
        return commitInterval;
    }

    Duration historyDelay() {
        return historyDelay;
    }

    void checkHistory() {
        String code = historyRefusal;
        if (code != null) {
            throw new Refusal(code, "History is not answered.");
        }
    }
}
