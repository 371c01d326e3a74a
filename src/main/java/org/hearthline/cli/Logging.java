package org.hearthline.cli;

import java.util.Locale;
import org.hearthline.config.LogConfig;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Turns logging on, once per process and before the first logger: {@code logback.xml} reads what is set here. */
final class Logging {
    private Logging() {}

    static void apply(LogConfig log) {
        System.setProperty("hearthline.log.format", log.format().name().toLowerCase(Locale.ROOT));
        System.setProperty("hearthline.log.level", log.level().name());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
