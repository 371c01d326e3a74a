package org.hearthline.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What reading route files takes, without a house and a store.
 *
 * @param folder of the user's own files, absolute; it need not exist
 * @param values of all keys, as they are set. Holds secrets: hand them to Camel and to nobody else
 */
public record RouteSettings(Path folder, Map<String, String> values) {
    public RouteSettings {
        values = Map.copyOf(values);
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "RouteSettings[" + folder + "]";
    }
}
