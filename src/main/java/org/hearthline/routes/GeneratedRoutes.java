package org.hearthline.routes;

import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;

/**
 * Routes that Java makes, since their number is a setting. They are made anew when a file changes that they depend on.
 *
 * @param name of the group: {@code delivery}
 * @param make a new builder each time
 */
public record GeneratedRoutes(String name, Supplier<RouteBuilder> make) {}
