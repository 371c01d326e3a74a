package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.SecretValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class LogFormTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void textShowsMessageAndKeys() {
        assertThat(line("text", "Connected"))
                .matches(
                        "2026-01-02T0[0-9]:.* INFO  \\[main] org\\.hearthline\\.cli\\.Some: Connected url=\"http://ha\"\\R");
    }

    @Test
    void jsonIsOneObjectPerLine() throws IOException {
        String line = line("json", "Connected\nto \"it\"");

        assertThat(line.strip().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("formattedMessage").asText()).isEqualTo("Connected\nto \"it\"");
        assertThat(json.path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("kvpList").path(0).path("url").asText()).isEqualTo("http://ha");
    }

    @Test
    void bothFormsMaskSecrets() {
        for (String form : List.of("text", "json")) {
            assertThat(line(form, "GET /weather?lat=1&appid=0123456789abcdef: refused"))
                    .contains("appid=***: refused")
                    .doesNotContain("0123456789abcdef");
        }
    }

    @Test
    void whatTheEmbeddedStorePrintsItselfIsNoLineOfOurs() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = QuietConsole.over(new PrintStream(printed, true, StandardCharsets.UTF_8));

        console.printf("Reading log configuration from %s%n", "/data/store/conf/log.conf");
        console.println("QuestDB is shutting down...");
        console.println("{}");

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("{}\n");
    }

    @Test
    void bothFormsMaskTheSecretsOfTheConfiguration() {
        Config config = ConfigLoader.load(ConfigSources.none()
                .withOption("ha.url", "http://ha")
                .withOption("ha.token", "a-plain-token")
                .withOption("api.key", "a\\key\"of/callers/"));
        for (String form : List.of("text", "json")) {
            assertThat(line(form, "said a-plain-token and a\\key\"of/callers/", config.secretValues()))
                    .contains("said *** and ***")
                    .doesNotContain("a-plain-token", "callers");
        }
    }

    /** Logback by itself would log everything then, and mask nothing. */
    @Test
    void aFileOfTheUsersCountsOnlyIfItIsThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("logback.xml");
        System.setProperty("logback.configurationFile", file.toString());
        try {
            assertThat(line("text", "token=0123456789abcdef")).contains("token=***");

            Files.writeString(file, "<configuration><root level='ERROR'/></configuration>");
            context.reset();
            new LogConfigurator("text", "debug").configure(context);
            assertThat(context.getLogger("ROOT").getLevel()).isEqualTo(Level.ERROR);
            assertThat(context.getLogger("ROOT").getAppender("STDOUT")).isNull();
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }

    @Test
    void levelsAreInfoForOursAndWarnForOthers() {
        configure("text");

        assertThat(context.getLogger("org.hearthline.storage.Some").getEffectiveLevel())
                .isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("org.apache.camel.impl").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }

    @ParameterizedTest
    @CsvSource({
        "token=abcdefgh1234, token=***",
        "'{\"access_token\":\"abcdefgh1234\"}', '{\"access_token\":\"***\"}'",
        "eyJhbGciOi.abc.def is it, eyJ*** is it",
        "Authorization: Bearer 0123456789abcdef0123, Authorization: Bearer ***",
        "http://h/?api_key=abcdef1&x=1, http://h/?api_key=***&x=1",
        "the token was refused, the token was refused",
        "basic configuration, basic configuration"
    })
    void masksWhatStandsBehindTheNameOfASecret(String line, String masked) {
        assertThat(SecretMask.mask(line)).isEqualTo(masked);
    }

    private String line(String form, String message) {
        return line(form, message, SecretValues.NONE);
    }

    private String line(String form, String message, SecretValues secrets) {
        ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender = configure(form);
        context.putObject(SecretValues.class.getName(), secrets);
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("org.hearthline.cli.Some"), Level.INFO, message, null, new Object[0]);
        event.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
        event.setThreadName("main");
        event.addKeyValuePair(new KeyValuePair("url", "http://ha"));
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent> configure(String form) {
        context.reset();
        context.setMDCAdapter(new LogbackMDCAdapter());
        assertThat(new LogConfigurator(form, "debug").configure(context))
                .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        return (ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent>)
                context.getLogger("ROOT").getAppender("STDOUT");
    }
}
