package org.hearthline.ha;

/** Where the connection to Home Assistant stands; {@link HaConnection} draws how one leads to the next. */
public enum HaState {
    DISCONNECTED,
    CONNECTING,
    AUTHENTICATING,
    SUBSCRIBING,
    SUBSCRIBED,
    BACKOFF
}
