package org.hearthline.cli;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;

/**
 * What is logged, and how. Logback finds it by itself (META-INF/services); it does what a {@code logback.xml} would, and a tenth of
 * the start sooner. A file that a user names with {@code -Dlogback.configurationFile=} takes its place.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /** System properties that {@link Logging} sets, before the first logger. */
    static final String FORMAT = "hearthline.log.format";

    static final String LEVEL = "hearthline.log.level";

    private static final String TEXT =
            "%date{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24}: %masked(%msg %kvp%n%ex)";

    private final String format;
    private final Level level;

    public LogConfigurator() {
        this(chosen(FORMAT, "LOG_FORMAT", "text"), chosen(LEVEL, "LOG_LEVEL", "INFO"));
    }

    /**
     * @param format text or json
     * @param level of Hearthline's own loggers
     */
    LogConfigurator(String format, String level) {
        this.format = format.toLowerCase(Locale.ROOT);
        this.level = Level.toLevel(level, Level.INFO);
    }

    /** Commands that read no configuration know the environment alone. */
    private static String chosen(String property, String variable, String otherwise) {
        String fromEnvironment = Objects.requireNonNullElse(System.getenv(variable), otherwise);
        return System.getProperty(property, fromEnvironment);
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String file = System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
        if (file == null) {
            set(context);
        } else if (byFile(context) == ExecutionStatus.INVOKE_NEXT_IF_ANY) {
            // With nobody who sets it up, Logback would log all that there is, and mask nothing.
            set(context);
            context.getLogger(LogConfigurator.class).warn("No file {}: logging goes on without it", file);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** As Logback itself would; asks for the next one when there is no such file. */
    private static ExecutionStatus byFile(LoggerContext context) {
        DefaultJoranConfigurator files = new DefaultJoranConfigurator();
        files.setContext(context);
        return files.configure(context);
    }

    private void set(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        context.getLogger("org.hearthline").setLevel(level);
        // Its one warning is about a stop, when the message goes back into the outbox: what it should do.
        context.getLogger("org.apache.camel.component.jms.DefaultJmsMessageListenerContainer")
                .setLevel(Level.ERROR);
        // Its one warning is about a connection that arrives while the server closes.
        context.getLogger("io.netty.bootstrap.ServerBootstrap").setLevel(Level.ERROR);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console(context));
    }

    private ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("STDOUT");
        console.setEncoder(format.equals("json") ? json(context) : text(context));
        console.start();
        return console;
    }

    /** For programs: one object per line. */
    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        MaskedJsonEncoder encoder = new MaskedJsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithContext(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    /** For people: time, level, thread, class, message, key="value". What looks like a secret is masked. */
    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("masked", SecretMask::new);
        layout.setPattern(TEXT);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
