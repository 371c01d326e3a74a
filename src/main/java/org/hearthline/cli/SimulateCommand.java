package org.hearthline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The house of the demo alone, for trying other things against it. */
@Command(
        name = "simulate",
        description =
                "Runs only the simulated house, which speaks Home Assistant's protocol, and prints how to reach it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class SimulateCommand implements Callable<Integer> {
    private static final String HOST = "127.0.0.1";
    private static final int MOST = 65_535;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the house, on loopback; 0: a free one. Default: ${DEFAULT-VALUE}.")
    private int port = 18123;

    @Mixin
    private RateOption rate = new RateOption();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Access token that the house takes. Default: a random one.")
    private String token = "";

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MOST) {
            throw new ParameterException(spec.commandLine(), "--port " + port + ": expected 0 to " + MOST);
        }
        Ports.requireFree(HOST, port, "--port");
        try (Simulation house =
                surroundings.simulation().apply(new Simulation.Options(port, token, rate.eventsPerSecond()))) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("export HA_URL=" + house.house());
            out.println("export HA_TOKEN=" + house.token());
            out.println("export WEATHER_API_URL=" + house.weather());
            out.flush();
            surroundings.stopSignal().await(running(house));
        }
        return ExitCode.OK;
    }

    private static Running running(Simulation house) {
        return new Running() {
            @Override
            public String address() {
                return house.house().toString();
            }

            @Override
            public void close() {
                house.close();
            }
        };
    }
}
