package org.hearthline.gap;

/**
 * How much to ask for, so that an answer has about 5,000 rows: Home Assistant writes each in one piece on its only thread.
 * Learns the rows per entity and second from the answers; asks for less at once, for more slowly. One thread.
 */
final class AnswerSize {
    static final int TARGET_ROWS = 5000;
    static final int MOST_IDS = 200;
    private static final double LONGEST = 6 * 3600;
    private static final double SHORTEST = 1;
    /** Rather fewer entities than shorter slices. */
    private static final double SHORT = 60;

    private static final double SLOWLY = 0.8;
    private static final double LEAST_CAUTION = 1e-4;

    private double rowsPerSecond = 0.5;
    private double caution = 1;

    /** How long a slice to ask of so many entities, µs. */
    long sliceMicros(int entities) {
        int together = Math.max(1, Math.min(entities, MOST_IDS));
        double seconds = rows() / (together * rowsPerSecond);
        double shortest = Math.max(seconds, Math.min(SHORT, rows() / rowsPerSecond));
        return micros(Math.max(SHORTEST, Math.min(LONGEST, shortest)));
    }

    /** How many entities to ask together for a slice of this length. */
    int together(long micros) {
        double each = rowsPerSecond * Math.max(1, micros) / 1e6;
        return (int) Math.max(1, Math.min(MOST_IDS, rows() / each));
    }

    void answered(int entities, long micros, int rows) {
        double seen = rows / (entities * Math.max(1, micros) / 1e6);
        rowsPerSecond = Math.max(1e-6, Math.max(seen, rowsPerSecond * SLOWLY));
        caution = Math.min(1, caution * 1.25);
    }

    /** An answer did not come. */
    void failed() {
        caution = Math.max(LEAST_CAUTION, caution / 2);
    }

    private double rows() {
        return TARGET_ROWS * caution;
    }

    private static long micros(double seconds) {
        return Math.round(seconds * 1e6);
    }
}
