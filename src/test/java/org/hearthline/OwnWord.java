package org.hearthline;

import java.util.concurrent.atomic.AtomicInteger;

/** A bean as a user may write one, in a jar of lib-ext. */
public final class OwnWord {
    private static final AtomicInteger MADE = new AtomicInteger();

    private String word = "none";

    public OwnWord() {
        MADE.incrementAndGet();
    }

    /** How many there were in this JVM. */
    static int made() {
        return MADE.get();
    }

    public String getWord() {
        return word;
    }

    public void setWord(String word) {
        this.word = word;
    }
}
