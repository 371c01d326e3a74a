package org.hearthline.routes;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/**
 * The packaged files as a start needs them, read before beans and the user's properties are there: steps and placeholders ask for
 * them when their route is built, and no packaged file declares beans of its own. One thread.
 */
public final class ReadAhead {
    /** By location, which a user's file of the same name does not share. */
    private final Map<String, RouteBuilder> read = new HashMap<>();

    private final CamelContext camel;

    private ReadAhead(CamelContext camel) {
        this.camel = camel;
    }

    /** Reads those that no file of the user's replaces. */
    public static ReadAhead of(CamelContext camel, RouteFolder folder) {
        ReadAhead ahead = new ReadAhead(camel);
        RouteFolder.packaged().stream()
                .filter(file -> !Files.exists(folder.path().resolve(file.name())))
                .forEach(file -> ahead.read.put(file.location(), ahead.read(RouteUnit.of(file))));
        return ahead;
    }

    /** Reads it, unless it has been read: then it is given away. */
    RouteBuilder take(RouteUnit unit) {
        RouteBuilder there =
                unit.file() == null ? null : read.remove(unit.file().location());
        return there == null ? read(unit) : there;
    }

    private RouteBuilder read(RouteUnit unit) {
        try {
            return unit.builder(camel);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // as Camel's loader declares
            throw new IllegalStateException("The routes of " + unit.name() + " cannot be read", e);
        }
    }
}
