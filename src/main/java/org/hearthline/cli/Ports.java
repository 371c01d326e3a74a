package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import org.hearthline.event.Causes;

/** Finds out before anything starts whether a port can be had, so that the message can be clear. */
final class Ports {
    private static final int PATIENCE_MS = 1000;
    private static final int LONGEST = 1 << 16;

    private Ports() {}

    /**
     * Does nothing where the port is free.
     *
     * @param howToChange end of the sentence "Choose another with …"
     * @throws CommandFailure when it is not
     */
    static void requireFree(String host, int port, String howToChange) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new CommandFailure("There is no address " + host + " on this machine: change HTTP_HOST.");
        } catch (IOException e) {
            throw new CommandFailure("Cannot listen on port " + port + " of " + host + " (" + Causes.message(e) + "). "
                    + occupant(port) + " Choose another with " + howToChange + ".");
        }
    }

    /** Who has it: another of our own processes says so itself. */
    private static String occupant(int port) {
        try {
            URLConnection connection =
                    URI.create("http://localhost:" + port + "/health").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try (InputStream answer = connection.getInputStream()) {
                JsonNode health = new ObjectMapper().readTree(answer.readNBytes(LONGEST));
                if (health.path("service").isTextual() && health.has("uptime_seconds")) {
                    String service = health.get("service").asText();
                    return (service.equals("hearthline") ? "Hearthline" : "Hearthline's " + service)
                            + " runs there already, for "
                            + health.path("uptime").asText() + ".";
                }
            }
        } catch (IOException e) {
            return unknown(port);
        }
        return unknown(port);
    }

    private static String unknown(int port) {
        return "Another program has it: 'ss -ltnp sport = :" + port + "' or 'lsof -iTCP:" + port + "' names it.";
    }
}
