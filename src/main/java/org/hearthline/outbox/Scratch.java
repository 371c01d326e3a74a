package org.hearthline.outbox;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.zip.Checksum;
import net.jpountz.lz4.LZ4Compressor;
import org.hearthline.event.Event;
import org.hearthline.event.EventPacker;

/** Memory in which a frame is written and compressed; used again for the next one. For one thread at a time. */
final class Scratch {
    private static final int USUAL_FRAME = 1 << 18;

    private ByteBuffer plain = ByteBuffer.allocate(USUAL_FRAME);
    private byte[] compressed = {};

    void add(Event event) {
        plain.mark();
        try {
            new EventPacker(plain).write(event);
        } catch (BufferOverflowException e) {
            plain.reset();
            grow(event.data().json().length());
            add(event);
        }
    }

    private void grow(int more) {
        ByteBuffer larger = ByteBuffer.allocate(Math.addExact(Math.multiplyExact(plain.capacity(), 2), more));
        plain = larger.put(plain.flip());
    }

    /** Bytes that were written. */
    int size() {
        return plain.position();
    }

    /** Adds what was written to a sum. */
    void addTo(Checksum sum) {
        sum.update(plain.array(), 0, size());
    }

    /**
     * Compresses what was written.
     *
     * @return how many bytes of {@link #compressed()} it takes
     */
    int compress(LZ4Compressor compressor) {
        int most = compressor.maxCompressedLength(size());
        if (compressed.length < most) {
            compressed = new byte[most];
        }
        return compressor.compress(plain.array(), 0, size(), compressed, 0, most);
    }

    byte[] compressed() {
        return compressed;
    }

    void clear() {
        plain.clear();
    }

    /** Bytes that it keeps. */
    int capacity() {
        return plain.capacity() + compressed.length;
    }
}
