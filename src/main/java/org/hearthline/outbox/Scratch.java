package org.hearthline.outbox;

import java.io.ByteArrayOutputStream;
import net.jpountz.lz4.LZ4Compressor;

/** Memory in which a frame is written and compressed; used again for the next one. For one thread at a time. */
final class Scratch extends ByteArrayOutputStream {
    private static final int USUAL_FRAME = 1 << 18;

    private byte[] packed = {};

    Scratch() {
        super(USUAL_FRAME);
    }

    /**
     * Compresses what was written.
     *
     * @return how many bytes of {@link #packed()} it takes
     */
    int pack(LZ4Compressor compressor) {
        int most = compressor.maxCompressedLength(count);
        if (packed.length < most) {
            packed = new byte[most];
        }
        return compressor.compress(buf, 0, count, packed, 0, most);
    }

    byte[] packed() {
        return packed;
    }

    /** Bytes that it keeps. */
    int capacity() {
        return buf.length + packed.length;
    }
}
