package org.hearthline.routes;

import java.util.Map;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** The user's properties, for Camel. What they say may change while it runs; routes take it when they are loaded. */
final class OwnPropertiesSource implements PropertiesSource {
    private volatile Map<String, String> values = Map.of();

    void set(Map<String, String> now) {
        values = Map.copyOf(now);
    }

    Map<String, String> values() {
        return values;
    }

    @Override
    public String getName() {
        return "own-routes";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return values.get(name);
    }
}
