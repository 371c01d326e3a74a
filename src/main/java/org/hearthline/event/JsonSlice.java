package org.hearthline.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of a UTF-8 JSON text, without copying it. Nobody changes the array. */
public final class JsonSlice {
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
