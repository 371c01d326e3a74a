package org.hearthline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigSources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs commands in this JVM, with a pipeline and a house that only say that they were started. */
final class Terminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> log = new ArrayList<>();
    private final Surroundings surroundings;
    private @Nullable Config started;
    private Simulation.@Nullable Options simulated;
    private @Nullable Exception failure;

    Terminal(Map<String, String> environment) {
        surroundings = new Surroundings(
                ConfigSources.none().withEnvironment(environment),
                this::startPipeline,
                this::startHouse,
                running -> log.add("stop signal for " + running.address()));
    }

    /** Makes the next start of a pipeline fail. */
    Terminal failWith(Exception exception) {
        failure = exception;
        return this;
    }

    int execute(String... arguments) {
        if (Hearthline.isPlainRun(arguments)) {
            return RunCommand.withoutOptions(surroundings, new PrintWriter(err, true));
        }
        CommandLine command = RootCommand.commandLine(surroundings, arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setUsageHelpAutoWidth(false);
        return command.execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What was started, told to stop and closed, in order. */
    List<String> log() {
        return log;
    }

    Config started() {
        if (started == null) {
            throw new AssertionError("nothing was started; " + err);
        }
        return started;
    }

    Simulation.Options simulated() {
        if (simulated == null) {
            throw new AssertionError("no house was started; " + err);
        }
        return simulated;
    }

    private Running startPipeline(Config config) throws Exception {
        if (failure != null) {
            throw failure;
        }
        started = config;
        log.add("pipeline started");
        return new Running() {
            @Override
            public String address() {
                return "http://127.0.0.1:" + config.http().port();
            }

            @Override
            public void close() {
                log.add("pipeline closed");
            }
        };
    }

    private Simulation startHouse(Simulation.Options options) {
        simulated = options;
        log.add("house started");
        return new Simulation() {
            @Override
            public URI house() {
                return URI.create("http://127.0.0.1:18123");
            }

            @Override
            public String token() {
                return options.token().isEmpty() ? "random-token" : options.token();
            }

            @Override
            public URI weather() {
                return URI.create("http://127.0.0.1:18090");
            }

            @Override
            public void close() {
                log.add("house closed");
            }
        };
    }
}
