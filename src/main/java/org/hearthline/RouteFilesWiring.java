package org.hearthline;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.hearthline.config.Config;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Dependency;
import org.hearthline.routes.GeneratedRoutes;
import org.hearthline.routes.ReadAhead;
import org.hearthline.routes.RouteFilesHealth;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.RouteReload;
import org.jspecify.annotations.Nullable;

/** The beans by which files of routes, packaged and the user's, are loaded and changed (routes/reload.camel.yaml). */
final class RouteFilesWiring implements AutoCloseable {
    private final Config config;
    private final Clock clock;
    private final RouteFilesHealth health;
    /** For the thread that starts. */
    private @Nullable ReadAhead ahead;

    private volatile @Nullable RouteReload reload;

    RouteFilesWiring(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.health = new RouteFilesHealth(clock);
    }

    /** What can be read of the files before {@link #bind}, while others are still being made. For the thread that starts. */
    ReadAhead ahead(CamelContext camel) {
        ReadAhead there = ahead;
        if (there == null) {
            there = ReadAhead.of(camel, new RouteFolder(config.routes().folder()));
            ahead = there;
        }
        return there;
    }

    /** All routes, for the start. */
    Collection<RoutesBuilder> load() {
        ReadAhead read = Objects.requireNonNull(ahead);
        ahead = null;
        return reload().load(read);
    }

    /**
     * When all other beans are bound.
     *
     * @param generated routes that Java makes
     * @param fromMemory paths whose GET the process answers by itself
     * @param gone is told the ids of routes that are there no more
     */
    void bind(CamelContext camel, List<GeneratedRoutes> generated, Set<String> fromMemory, Consumer<Set<String>> gone) {
        RouteReload.Settings settings = new RouteReload.Settings(
                config.routes().folder(),
                config.routes().kept(),
                config.routes().reload(),
                config.routes().interval(),
                config.properties().keySet(),
                fromMemory);
        RouteReload made = new RouteReload(camel, settings, generated, health, gone, clock);
        camel.getRegistry().bind("routeFiles", made);
        reload = made;
    }

    /** There once everything is bound. Any thread. */
    RouteReload reload() {
        return there().orElseThrow(() -> new TransientFailure("Routes are not loaded yet", null));
    }

    private Optional<RouteReload> there() {
        return Optional.ofNullable(reload);
    }

    /** Of a step, by its id: in the file that runs. Any thread. */
    String placeOf(String step) {
        return there().flatMap(files -> files.place(step)).orElse("its file");
    }

    /** A door that is being replaced is as one that is not open yet. Any thread. */
    boolean isUnderWay() {
        return there().map(RouteReload::isUnderWay).orElse(false);
    }

    Dependency health() {
        return health;
    }

    /** While routes still run. */
    @Override
    public void close() {
        there().ifPresent(RouteReload::close);
    }
}
