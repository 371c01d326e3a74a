package org.hearthline.config;

/** How this process logs: the form of a line, and the least level of Hearthline's own lines. */
public record LogConfig(Format format, Level level) {
    /** On standard output. */
    public enum Format {
        TEXT,
        /** One object per line. */
        JSON
    }

    /** From few lines to many. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    static LogConfig read(Settings settings) {
        return new LogConfig(settings.choice("log.format", Format.class), settings.choice("log.level", Level.class));
    }
}
