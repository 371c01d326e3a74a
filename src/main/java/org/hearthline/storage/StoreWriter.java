package org.hearthline.storage;

/** A store that takes lines. Any thread. */
interface StoreWriter extends AutoCloseable {
    /** Writes all lines, and answers when the store has acknowledged them. Never throws for what a store does. */
    WriteOutcome write(Lines lines);

    /** Asks the store whether it would take lines, without writing any. */
    WriteOutcome check();

    /** What the store is and where, for people: "InfluxDB 2.9.1 at http://…". From memory. */
    String shown();

    @Override
    void close();
}
