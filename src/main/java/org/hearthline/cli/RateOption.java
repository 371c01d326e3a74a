package org.hearthline.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How busy the simulated house is. */
final class RateOption {
    private static final double MOST = 100_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private double eventsPerSecond;

    /** 0: as many as such a house has. */
    double eventsPerSecond() {
        return eventsPerSecond;
    }

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events per second. Default: as such a house has, about 12.")
    void setEventsPerSecond(double wanted) {
        if (!(wanted > 0 && wanted <= MOST)) {
            throw new ParameterException(command.commandLine(), "--rate: expected a number above 0, at most 100000");
        }
        eventsPerSecond = wanted;
    }
}
