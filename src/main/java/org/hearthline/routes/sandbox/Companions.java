package org.hearthline.routes.sandbox;

import java.util.List;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFile.Origin;

/** Which other files a file of routes needs: how errors are handled, and what other files of the user's declare. */
public final class Companions {
    private static final String ERRORS = "errors.camel.yaml";

    private Companions() {}

    /**
     * Those of a file.
     *
     * @param all what runs, by name
     */
    public static List<RouteFile> of(RouteFile file, List<RouteFile> all) {
        return all.stream()
                .filter(other -> !other.name().equals(file.name()))
                .filter(other -> other.name().equals(ERRORS) || declares(other))
                .toList();
    }

    /** Beans and route configurations, and no routes: those would run twice. */
    private static boolean declares(RouteFile file) {
        return file.origin() == Origin.USER && !file.hasRoutes();
    }
}
