package org.hearthline.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Routes that are loaded and removed together: those of one file, or one group of those that Java makes.
 *
 * @param name of the file or the group
 * @param file or null
 * @param generated or null
 */
record RouteUnit(
        String name, @Nullable RouteFile file, @Nullable GeneratedRoutes generated) {
    static RouteUnit of(RouteFile file) {
        return new RouteUnit(file.name(), file, null);
    }

    static RouteUnit of(GeneratedRoutes generated) {
        return new RouteUnit(generated.name(), null, generated);
    }

    /** The file's text; nothing for routes of Java. */
    String text() {
        return file == null ? "" : file.text();
    }

    /**
     * Reads the file. Beans that it declares are made and bound in the context at once, or when its routes are prepared.
     *
     * @throws Exception as Camel's loader does, which declares no narrower one
     */
    RouteBuilder builder(CamelContext camel) throws Exception {
        if (generated != null) {
            return generated.make().get();
        }
        if (file == null) {
            throw new IllegalStateException(name);
        }
        Resource resource = ResourceHelper.fromString(file.location(), file.text());
        // A loader remembers which beans it has made, so each file gets its own.
        YamlRoutesBuilderLoader loader = new YamlRoutesBuilderLoader();
        loader.setCamelContext(camel);
        loader.start();
        loader.preParseRoute(resource);
        return (RouteBuilder) loader.loadRoutesBuilder(resource);
    }
}
