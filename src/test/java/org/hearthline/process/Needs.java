package org.hearthline.process;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test cannot do without and a machine may lack: skips it there, with a line that says so; in CI it fails. */
final class Needs {
    private Needs() {}

    /**
     * Goes on only where it is there.
     *
     * @param missing what is missing otherwise, and how to get it
     */
    static void that(boolean isThere, Class<?> test, String missing) {
        if (isThere) {
            return;
        }
        String line = test.getSimpleName() + " is skipped: " + missing;
        if ("true".equals(System.getenv("CI"))) {
            fail(line);
        }
        // The reason of an abortion is shown nowhere else.
        System.err.println(line);
        abort(line);
    }
}
