package org.hearthline.ha;

/**
 * Learns when events of the house are heard and when not. Called on the connection's event loop, in order; must return at
 * once.
 */
public interface ConnectionListener {
    /** Listens to nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /**
     * Every wanted event type is subscribed: from here on, all events come.
     *
     * @param atMicros by this process's clock, µs since 1970
     */
    default void subscribed(long atMicros) {}

    /**
     * A subscription has ended.
     *
     * @param cause in words, for people
     * @param atMicros by this process's clock, µs since 1970
     */
    default void lost(String cause, long atMicros) {}
}
