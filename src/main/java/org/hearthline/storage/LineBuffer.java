package org.hearthline.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hearthline.event.JsonSlice;

/**
 * Bytes of line protocol while they are being written, escaped ({@link Escape}) so that InfluxDB 1.x, 2.x, 3.x and
 * QuestDB read the same.
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/">line protocol</a>
 */
final class LineBuffer {
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
        reserve(text.length() * 2);
        escaped(Escape.TAG, text);
    }

    void quoted(String text) {
        reserve(text.length() * 2 + 2);
        bytes[size++] = '"';
        escaped(Escape.TEXT, text);
        ascii('"');
    }

    private void escaped(Escape escape, String text) {
        int end = escape.writeAscii(text, bytes, size);
        if (end >= 0) {
            size = end;
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            reserve(utf8.length * 2);
            size = escape.write(utf8, 0, utf8.length, bytes, size);
        }
    }

    void quoted(JsonSlice json) {
        reserve(json.length() * 2 + 2);
        bytes[size++] = '"';
        size = Escape.TEXT.write(json.source(), json.offset(), json.length(), bytes, size);
        bytes[size++] = '"';
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
