package org.hearthline.config;

import java.nio.file.Path;

/**
 * The user's own routes.
 *
 * @param folder of their files, absolute; it need not exist
 * @param reload whether changes of it are taken while the process runs
 */
public record RoutesConfig(Path folder, boolean reload) {
    static RoutesConfig read(Settings settings) {
        return new RoutesConfig(settings.folder("routes.dir"), settings.flag("routes.reload"));
    }
}
