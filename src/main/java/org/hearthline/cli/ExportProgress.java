package org.hearthline.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says how far an export is, once it has taken two seconds; and that it failed, when its end is missing. */
final class ExportProgress {
    private static final long FIRST = TimeUnit.SECONDS.toNanos(2);
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int BAR = 30;

    private final long expected;
    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private long next;
    private long lines;
    private boolean shown;

    /**
     * @param expected how many events there are, about
     */
    ExportProgress(long expected, PrintWriter err, LongSupplier nanoTime) {
        this.expected = expected;
        this.err = err;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + FIRST;
    }

    InputStream watch(InputStream export) {
        return new FilterInputStream(export) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    int count = super.read(target, offset, length);
                    took(target, offset, count);
                    return count;
                } catch (IOException e) {
                    throw new CommandFailure("The export ended in the middle, after about " + lines
                            + " events: the store went away, or Hearthline stopped. Try again, for a shorter time.");
                }
            }
        };
    }

    private void took(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        long now = nanoTime.getAsLong();
        if (now - next >= 0) {
            next = now + EVERY;
            show();
        }
    }

    private void show() {
        shown = true;
        int full = (int) Math.min(BAR, expected == 0 ? 0 : lines * BAR / expected);
        err.print(
                "\r[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + lines + " of about " + expected + " events");
        err.flush();
    }

    /** The line below is free again. */
    void end() {
        if (shown) {
            show();
            err.println();
        }
    }
}
