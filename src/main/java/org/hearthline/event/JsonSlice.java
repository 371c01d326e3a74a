package org.hearthline.event;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of a UTF-8 JSON text, without copying it. Nobody changes the array. */
public final class JsonSlice {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long BLANKS = 0x2020202020202020L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] source;
    private final int offset;
    private final int length;

    public JsonSlice(byte[] source, int offset, int length) {
        this.source = source;
        this.offset = offset;
        this.length = length;
    }

    public static JsonSlice of(byte[] all) {
        return new JsonSlice(all, 0, all.length);
    }

    public static JsonSlice of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole text that this is a part of. */
    public byte[] source() {
        return source;
    }

    public int offset() {
        return offset;
    }

    /** Bytes. */
    public int length() {
        return length;
    }

    /** Writes the text on one line. JSON has line breaks between its tokens only, where a blank says the same. */
    void writeOnOneLine(OutputStream out) throws IOException {
        int from = offset;
        int end = offset + length;
        for (int at = lineBreak(from, end); at < end; at = lineBreak(from, end)) {
            out.write(source, from, at - from);
            out.write(' ');
            from = at + 1;
        }
        out.write(source, from, end - from);
    }

    /** Where the first line break is; {@code end} when there is none, as usual: so eight bytes are looked at together. */
    private int lineBreak(int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end && !hasControl((long) LONGS.get(source, at))) {
            at += Long.BYTES;
        }
        while (at < end && source[at] != '\n' && source[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Whether one of eight bytes is below the blank: then subtracting that borrows the bit that the byte itself has not. */
    private static boolean hasControl(long eight) {
        return ((eight - BLANKS) & ~eight & HIGH_BITS) != 0;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(source, offset, offset + length);
    }

    public String text() {
        return new String(source, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonSlice that
                && Arrays.equals(source, offset, offset + length, that.source, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return text();
    }
}
