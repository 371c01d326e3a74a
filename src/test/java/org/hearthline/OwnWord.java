package org.hearthline;

/** A bean as a user may write one, in a jar of lib-ext. */
public final class OwnWord {
    private String word = "none";

    public String getWord() {
        return word;
    }

    public void setWord(String word) {
        this.word = word;
    }
}
