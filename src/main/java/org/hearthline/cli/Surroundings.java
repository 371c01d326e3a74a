package org.hearthline.cli;

import java.util.Map;
import java.util.function.Function;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigSources;

/**
 * What the commands need of the world.
 *
 * @param sources what is configured outside of the command line
 * @param pipeline starts the stages; returns when they run
 * @param simulation starts a simulated house
 * @param stopSignal waits until the process is told to stop, and closes what runs
 */
record Surroundings(
        ConfigSources sources,
        PipelineStart pipeline,
        Function<Simulation.Options, Simulation> simulation,
        StopSignal stopSignal) {
    /** Starts the stages that a configuration names. */
    @FunctionalInterface
    interface PipelineStart {
        /**
         * Returns when they run.
         *
         * @throws Exception when they cannot, with a message that says what to do
         */
        Running start(Config config) throws Exception;
    }

    Map<String, String> environment() {
        return sources.environment();
    }
}
