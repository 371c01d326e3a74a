package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One file of routes.
 *
 * @param name without folder, which no other effective file has: {@code enrichment.camel.yaml}
 * @param location as Camel names it: {@code classpath:routes/enrichment.camel.yaml}, {@code file:/etc/hearthline/routes/own.yaml}
 * @param text the whole file, YAML
 */
public record RouteFile(String name, Origin origin, String location, String text) {
    /** Who wrote it. */
    public enum Origin {
        /** It is part of Hearthline. */
        PACKAGED,
        /** It lies in the user's folder, and replaces a packaged one of the same name. */
        USER
    }

    /** It makes routes, and is more than beans and how errors are handled. */
    public boolean hasRoutes() {
        return RouteOutline.of(this).hasRoutes();
    }

    /** It makes some by itself, not only templates. */
    boolean makesRoutes() {
        try {
            for (JsonNode entry : YamlTree.of(name, text).json()) {
                if (entry.has("route") || entry.has("from")) {
                    return true;
                }
            }
            return false;
        } catch (UnreadableFile e) {
            return false;
        }
    }

    /** What keeps anybody from reading it as YAML, such as aliases that would fill the memory; Camel's loader does not look. */
    public Optional<RouteFault> unreadable() {
        try {
            YamlTree.of(name, text);
            return Optional.empty();
        } catch (UnreadableFile e) {
            return Optional.of(e.fault());
        }
    }

    /** The same without the beans that it declares, lines where they are; one that is no YAML stays as it is. */
    RouteFile withoutBeans() {
        try {
            return new RouteFile(name, origin, location, YamlTree.of(name, text).without("beans"));
        } catch (UnreadableFile e) {
            return this;
        }
    }

    /** Name and origin: the text is long. */
    @Override
    public String toString() {
        return location;
    }
}
