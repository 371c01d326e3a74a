package org.hearthline.ha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.hearthline.event.JsonSlice;

/**
 * Asks what the house is, besides its events: states, configuration, registries; and hands the answers on. The event loop
 * asks, the drain thread gets the answers.
 */
final class HouseQuestions {
    private final Commands commands;
    private final HouseListener house;
    private final Map<String, String> missing;
    private final Consumer<Boolean> running;

    /**
     * One that has asked nothing yet.
     *
     * @param missing gets what Home Assistant does not give, and why
     * @param running is told whether the house has started, after each answer that says so
     */
    HouseQuestions(Commands commands, HouseListener house, Map<String, String> missing, Consumer<Boolean> running) {
        this.commands = commands;
        this.house = house;
        this.missing = missing;
        this.running = running;
    }

    void askAll() {
        askConfig();
        for (RegistryKind kind : RegistryKind.values()) {
            ask(kind);
        }
    }

    void askStates() {
        send("get_states", answer -> {
            if (answer.success()) {
                house.states(answer.result());
            } else {
                missing.put("states", answer.error());
            }
        });
    }

    void askConfig() {
        send("get_config", answer -> {
            if (answer.success()) {
                house.config(answer.result());
                running.accept(isRunning(answer.result()));
            } else {
                missing.put("configuration", answer.error());
            }
        });
    }

    private static boolean isRunning(JsonSlice config) {
        try {
            return Commands.MAPPER
                    .readTree(config.source(), config.offset(), config.length())
                    .path("state")
                    .asText("RUNNING")
                    .equals("RUNNING");
        } catch (IOException e) {
            return true;
        }
    }

    void ask(RegistryKind kind) {
        String registry = kind.word() + " registry";
        send(kind.command(), answer -> {
            if (answer.success()) {
                missing.remove(registry);
                house.registry(kind, answer.result());
            } else {
                missing.put(registry, answer.error());
                house.unavailable(kind, answer.error());
            }
        });
    }

    private void send(String type, Consumer<CommandResult> then) {
        ObjectNode command = Commands.command(type);
        commands.send(command, then);
    }
}
