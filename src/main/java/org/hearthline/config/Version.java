package org.hearthline.config;

import java.util.Optional;

/** Which Hearthline this is. */
public final class Version {
    private Version() {}

    /** From the jar's manifest: {@code 0.1.0}; {@code development} where classes do not come from a jar. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
