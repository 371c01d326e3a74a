package org.hearthline.ha;

/** Where the connection to Home Assistant stands; {@link Connector} draws how one leads to the next. */
public enum HaState {
    DISCONNECTED,
    CONNECTING,
    AUTHENTICATING,
    SUBSCRIBING,
    SUBSCRIBED,
    BACKOFF,
    /** Closed on purpose, until it is released. */
    HELD
}
