package org.hearthline;

import java.util.Objects;

/** A bean of the user's whose class cannot be made: an error, and no exception. */
public final class OwnBrokenClass {
    private static final String MISSING = Objects.requireNonNull(System.getProperty("org.hearthline.never-set"));

    public String getMissing() {
        return MISSING;
    }
}
