package org.hearthline.storage;

import java.util.Arrays;
import org.hearthline.event.JsonSlice;
import org.jspecify.annotations.Nullable;

/** Writes line after line: first its tags, then its fields. For one thread. */
final class LineSink implements FieldSink {
    private final LineBuffer out;
    private final int[] ends;
    private int lines;
    private int start;
    private boolean hasFields;

    LineSink(int lines, int bytes) {
        out = new LineBuffer(bytes);
        ends = new int[lines];
    }

    void begin(String measurement) {
        start = out.size();
        hasFields = false;
        out.ascii(measurement);
    }

    /** Ends the line; a line without a field is none, and is taken back. */
    void end(long nanos) {
        if (!hasFields) {
            out.truncate(start);
            return;
        }
        out.ascii(' ');
        out.integer(nanos);
        out.ascii('\n');
        ends[lines++] = out.size();
    }

    Lines lines() {
        return new Lines(out.toBytes(), Arrays.copyOf(ends, lines));
    }

    /** An empty tag is no tag in line protocol. */
    @Override
    public void tag(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            out.name(',', name);
            out.tagValue(value);
        }
    }

    @Override
    public void text(String name, @Nullable String value) {
        if (value != null) {
            field(name);
            out.quoted(value);
        }
    }

    @Override
    public void number(String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            field(name);
            out.number(value);
        }
    }

    @Override
    public void json(String name, JsonSlice value) {
        field(name);
        out.quoted(value);
    }

    private void field(String name) {
        out.name(hasFields ? ',' : ' ', name);
        hasFields = true;
    }
}
