package org.hearthline;

/** Somebody else listens where this process should. */
public final class PortTakenException extends Exception {
    private final int port;

    PortTakenException(String host, int port, Throwable cause) {
        super(
                "Cannot listen on " + host + ":" + port + " (" + cause.getMessage()
                        + "): set another port, for instance HTTP_PORT=" + (port + 1),
                cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
