package org.hearthline.ha;

/** Home Assistant's long-lived access token: a secret that no text of ours contains by accident. */
public final class AccessToken {
    private static final String HIDDEN = "***";

    private final String value;

    public AccessToken(String value) {
        this.value = value.strip();
    }

    /** For the one message that needs it. */
    String value() {
        return value;
    }

    /** A text of somebody else's without the token, should it be in there. */
    String hideIn(String text) {
        return value.isEmpty() ? text : text.replace(value, HIDDEN);
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
