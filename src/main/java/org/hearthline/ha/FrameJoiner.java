package org.hearthline.ha;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Joins the frames of a WebSocket message, as bytes. For the event loop. */
final class FrameJoiner {
    private @Nullable Buffer begun;

    /** Bytes of the message that has begun. */
    int size() {
        return begun == null ? 0 : begun.length();
    }

    /** The whole message, or null while more of it is to come. */
    byte @Nullable [] add(Buffer part, boolean last) {
        if (begun == null && last) {
            return part.getBytes();
        }
        Buffer sofar = begun == null ? Buffer.buffer() : begun;
        sofar.appendBuffer(part);
        begun = last ? null : sofar;
        return last ? sofar.getBytes() : null;
    }
}
