package org.hearthline.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hearthline.event.JsonSlice;

/**
 * Bytes of line protocol while they are being written, escaped so that InfluxDB 1.x, 2.x, 3.x and QuestDB read the same.
 *
 * <ul>
 *   <li>Tags: comma, equals sign and blank are escaped; a backslash becomes a slash, since at the end of a value it would
 *       escape what follows, and before a letter each store reads it differently.
 *   <li>Text fields: quote and backslash are escaped.
 *   <li>Both: control characters, line breaks among them, become blanks; QuestDB refuses them. In JSON they only ever stand
 *       between tokens, so it keeps its meaning.
 * </ul>
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/">line protocol</a>
 */
final class LineBuffer {
    private static final int MAX_UTF8_PER_CHAR = 3;
    /** Below this, every long is a double. */
    private static final long EXACT = 1L << 53;

    private byte[] bytes;
    private int size;

    LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Forgets all from {@code length} on. */
    void truncate(int length) {
        size = length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** One ASCII character as it is. */
    void ascii(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    /** ASCII that needs no escape: names, digits. */
    void ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    /** What stands before a value: {@code ,name=}. */
    void name(char before, String name) {
        int length = name.length();
        reserve(length + 2);
        byte[] to = bytes;
        int at = size;
        to[at++] = (byte) before;
        for (int i = 0; i < length; i++) {
            to[at++] = (byte) name.charAt(i);
        }
        to[at++] = '=';
        size = at;
    }

    void tagValue(String text) {
        int length = text.length();
        reserve(length * (MAX_UTF8_PER_CHAR + 1));
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '=' || c == ' ') {
                bytes[size++] = '\\';
                bytes[size++] = (byte) c;
            } else if (c < ' ') {
                bytes[size++] = '\\';
                bytes[size++] = ' ';
            } else if (c == '\\') {
                bytes[size++] = '/';
            } else if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else {
                i += unicode(text, i);
            }
        }
    }

    void quoted(String text) {
        int length = text.length();
        reserve(length * (MAX_UTF8_PER_CHAR + 1) + 2);
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size = field((byte) c, bytes, size);
            } else {
                i += unicode(text, i);
            }
        }
        bytes[size++] = '"';
    }

    void quoted(JsonSlice json) {
        reserve(json.length() * 2 + 2);
        byte[] from = json.source();
        byte[] to = bytes;
        int at = size;
        to[at++] = '"';
        for (int i = json.offset(), end = i + json.length(); i < end; i++) {
            at = field(from[i], to, at);
        }
        to[at++] = '"';
        size = at;
    }

    /** Negative bytes are parts of UTF-8 sequences and stay. */
    private static int field(byte b, byte[] to, int at) {
        int next = at;
        if (b == '"' || b == '\\') {
            to[next++] = '\\';
        }
        to[next++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
        return next;
    }

    /**
     * Writes the character at {@code i}, half a surrogate pair as a question mark.
     *
     * @return how many more chars than one it took
     */
    private int unicode(String text, int i) {
        int code = text.codePointAt(i);
        if (code < 0x800) {
            bytes[size++] = (byte) (0xC0 | (code >> 6));
        } else if (code >= 0x10000) {
            bytes[size++] = (byte) (0xF0 | (code >> 18));
            bytes[size++] = continuation(code >> 12);
            bytes[size++] = continuation(code >> 6);
        } else if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            bytes[size++] = '?';
            return 0;
        } else {
            bytes[size++] = (byte) (0xE0 | (code >> 12));
            bytes[size++] = continuation(code >> 6);
        }
        bytes[size++] = continuation(code);
        return Character.charCount(code) - 1;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    /** A finite number, with a decimal point: a field that is a float for ever. Reads back as the same double. */
    void number(double value) {
        long thousandths = Math.round(value * 1000);
        // Exact: the quotient is the double nearest to the decimal that is written. Most readings take this way,
        // without garbage.
        if (thousandths > -EXACT && thousandths < EXACT && thousandths / 1000.0 == value) {
            thousandths(thousandths);
        } else {
            ascii(Double.toString(value));
        }
    }

    private void thousandths(long number) {
        if (number < 0) {
            ascii('-');
        }
        long whole = Math.abs(number);
        integer(whole / 1000);
        int rest = (int) (whole % 1000);
        ascii('.');
        ascii((char) ('0' + rest / 100));
        if (rest % 100 != 0) {
            ascii((char) ('0' + rest / 10 % 10));
            if (rest % 10 != 0) {
                ascii((char) ('0' + rest % 10));
            }
        }
    }

    /** Not negative. */
    void integer(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
