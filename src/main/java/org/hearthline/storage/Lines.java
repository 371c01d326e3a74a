package org.hearthline.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Lines of line protocol, one below the other. Nobody changes the arrays. */
final class Lines {
    private final byte[] bytes;
    private final int[] ends;

    /**
     * @param bytes UTF-8, each line with its line break
     * @param ends where each line ends, behind its line break
     */
    Lines(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    int size() {
        return ends.length;
    }

    /** One line without its line break. */
    String line(int index) {
        int from = start(index);
        return new String(bytes, from, ends[index] - 1 - from, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Stays the same when a frame is encoded again, whatever its weather is by then. */
    int times() {
        int times = 1;
        for (int i = 0; i < size(); i++) {
            String line = line(i);
            times = 31 * times + line.substring(line.lastIndexOf(' ') + 1).hashCode();
        }
        return times;
    }

    /** Lines {@code from} to before {@code to}. */
    Lines part(int from, int to) {
        int first = start(from);
        int[] moved = Arrays.stream(ends, from, to).map(end -> end - first).toArray();
        return new Lines(Arrays.copyOfRange(bytes, first, start(to)), moved);
    }

    /** Those whose index is not in {@code left}, in their order. */
    Lines without(Set<Integer> left) {
        byte[] kept = new byte[bytes.length];
        int[] keptEnds = new int[size() - left.size()];
        int size = 0;
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (!left.contains(i)) {
                int length = ends[i] - start(i);
                System.arraycopy(bytes, start(i), kept, size, length);
                size += length;
                keptEnds[count++] = size;
            }
        }
        return new Lines(Arrays.copyOf(kept, size), keptEnds);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    @Override
    public String toString() {
        return text();
    }
}
