package org.hearthline.storage;

import java.util.Arrays;

/**
 * What line protocol needs before which byte of UTF-8, and which byte it is written as. A table and no branches: whether the next
 * byte is a quote cannot be foretold in JSON, and most of what is stored is JSON.
 *
 * <ul>
 *   <li>Tags: comma, equals sign and blank are escaped; a backslash becomes a slash, since at the end of a value it would
 *       escape what follows, and before a letter each store reads it differently.
 *   <li>Text fields: quote and backslash are escaped.
 *   <li>Both: control characters, line breaks among them, become blanks; QuestDB refuses them. In JSON they only ever stand
 *       between tokens, so it keeps its meaning. Bytes of UTF-8 sequences stay.
 * </ul>
 */
final class Escape {
    static final Escape TAG = new Escape(",= ", '/');
    static final Escape TEXT = new Escape("\"\\", '\\');

    private static final int BYTES = 256;

    private final byte[] backslashes = new byte[BYTES];
    private final byte[] writtenAs = new byte[BYTES];

    private Escape(String escaped, char backslash) {
        for (int b = 0; b < BYTES; b++) {
            writtenAs[b] = (byte) Math.max(b, ' ');
        }
        writtenAs['\\'] = (byte) backslash;
        escaped.chars().forEach(c -> backslashes[c] = 1);
        // A control character is written as a blank, and escaped as one.
        Arrays.fill(backslashes, 0, ' ', backslashes[' ']);
    }

    /**
     * Writes bytes of UTF-8.
     *
     * @param to has room for twice as many
     * @return where in {@code to} it ended
     */
    int write(byte[] from, int offset, int length, byte[] to, int start) {
        int at = start;
        for (int i = offset, end = offset + length; i < end; i++) {
            int b = from[i] & 0xFF;
            to[at] = '\\'; // Overwritten where none is needed.
            at += backslashes[b];
            to[at++] = writtenAs[b];
        }
        return at;
    }

    /**
     * Writes a text of ASCII, which most are, without a copy of it.
     *
     * @param to has room for twice as many
     * @return where in {@code to} it ended; -1 when there is more than ASCII in it, and what was written means nothing
     */
    int writeAscii(String from, byte[] to, int start) {
        int at = start;
        int all = 0;
        for (int i = 0, end = from.length(); i < end; i++) {
            int c = from.charAt(i);
            all |= c;
            to[at] = '\\'; // Overwritten where none is needed.
            at += backslashes[c & 0x7F];
            to[at++] = writtenAs[c & 0x7F];
        }
        return all < 0x80 ? at : -1;
    }
}
