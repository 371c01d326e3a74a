package org.hearthline.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.hearthline.config.LogConfig;
import org.hearthline.config.SecretValues;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Turns logging on, once per process and before the first logger: {@link LogConfigurator} reads what is set here. */
final class Logging {
    private static final String JAVA_LOGGING = "java.util.logging.config.class";

    private Logging() {}

    static void apply(LogConfig log, SecretValues secrets) {
        System.setProperty(LogConfigurator.FORMAT, log.format().name());
        System.setProperty(LogConfigurator.LEVEL, log.level().name());
        bridgeJavasOwn();
        System.setOut(QuietConsole.over(System.out));
        System.setErr(QuietConsole.over(System.err));
        mask(secrets);
    }

    /** With a class instead of Java's file of settings, Java makes no handlers of its own first. A user's file is left in its place. */
    private static void bridgeJavasOwn() {
        if (System.getProperty("java.util.logging.config.file") == null && System.getProperty(JAVA_LOGGING) == null) {
            System.setProperty(JAVA_LOGGING, NoHandlers.class.getName());
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Sets nothing: Java makes one instead of reading its {@code logging.properties}. */
    public static final class NoHandlers {}

    /** What is done with files of routes is told from INFO on, whatever the level of the rest: for who changes them. */
    static void tellOfRoutes() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("org.hearthline.routes").setLevel(Level.INFO);
        }
    }

    /** From now on these are in no line. */
    static void mask(SecretValues secrets) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.putObject(SecretValues.class.getName(), secrets);
        }
    }
}
