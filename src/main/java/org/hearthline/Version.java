package org.hearthline;

/** The version of this build. */
public final class Version {
    /** From the jar's manifest; "development" when the classes come from elsewhere. */
    public static final String TEXT = text();

    private Version() {}

    private static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
