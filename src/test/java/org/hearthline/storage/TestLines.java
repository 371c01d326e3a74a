package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Lines as text, also those that no encoder writes. */
final class TestLines {
    private TestLines() {}

    static Lines of(String... lines) {
        return of(List.of(lines));
    }

    static Lines of(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] ends = new int[lines.size()];
        for (int i = 0; i < ends.length; i++) {
            bytes.writeBytes((lines.get(i) + "\n").getBytes(UTF_8));
            ends[i] = bytes.size();
        }
        return new Lines(bytes.toByteArray(), ends);
    }

    /** Index → words of a partly rejected write. */
    static Map<Integer, String> refused(WriteOutcome outcome) {
        return ((WriteOutcome.PartlyRejected) outcome).words();
    }
}
