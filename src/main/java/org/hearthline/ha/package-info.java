/**
 * The Camel component {@code ha:}: one Home Assistant, read over its WebSocket API. The {@code Ha*} classes that extend
 * Camel's are thin; {@link org.hearthline.ha.HaConnection} is where to start reading.
 *
 * <p>Two threads share the work. The event loop owns the socket, the timers and the connection's state, and never waits. The
 * drain thread reads what the event loop has queued, asks nobody for permission to wait, and hands batches to the route.
 *
 * @see <a href="https://developers.home-assistant.io/docs/api/websocket">Home Assistant's WebSocket API</a>
 */
@NullMarked
package org.hearthline.ha;

import org.jspecify.annotations.NullMarked;
