package org.hearthline.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds out before anything starts whether a port can be had, so that the message can be clear. */
final class Ports {
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
            throw new CommandFailure("Cannot listen on port " + port + " of " + host + " (" + e.getMessage()
                    + "). Is another program using it? Choose another with " + howToChange + ".");
        }
    }
}
