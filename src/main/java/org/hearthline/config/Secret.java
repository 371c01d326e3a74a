package org.hearthline.config;

import java.util.Optional;

/** A token or key. Prints itself as {@code ***}, so that no log, message or record can hold it by accident. */
public final class Secret {
    /** Where none is configured. */
    public static final Secret NONE = new Secret("");

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself: only for the request that needs it. */
    public String reveal() {
        return value;
    }

    /** The value of the header {@code Authorization} that shows it; empty where there is none to show. */
    public Optional<String> bearer() {
        return isPresent() ? Optional.of("Bearer " + value) : Optional.empty();
    }

    public boolean isPresent() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isPresent() ? "***" : "";
    }
}
