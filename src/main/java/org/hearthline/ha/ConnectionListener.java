package org.hearthline.ha;

/**
 * Learns when events of the house are heard and when not, in turn. Called on the connection's event loop; must return at once.
 * Told from the next change on: who wants the first one listens before the route starts ({@link HaMonitor#listen}).
 */
public interface ConnectionListener {
    /** Listens to nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /**
     * Every wanted event type is subscribed. Told when Home Assistant's answer is read, which waits behind the messages that came before
     * it, and for the route to start; even if the connection has been lost since, of which is told next.
     *
     * @param atMicros when that answer came: all events from there on come, and some of before; by this process's clock, µs since 1970
     */
    default void subscribed(long atMicros) {}

    /**
     * A subscription has ended: cut, silent, closed on purpose ({@link HaMonitor#hold}), or stopped. An attempt that comes to
     * nothing is not told.
     *
     * @param cause in words, for people
     * @param atMicros by this process's clock, µs since 1970
     */
    default void lost(String cause, long atMicros) {}
}
