package org.hearthline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Copies what was exported to standard output, as long as somebody reads there. */
final class ExportText {
    private static final int PIECE = 8192;

    private ExportText() {}

    static void copy(InputStream lines, PrintWriter out) throws IOException {
        Reader text = new InputStreamReader(lines, StandardCharsets.UTF_8);
        char[] piece = new char[PIECE];
        for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
            out.write(piece, 0, count);
            if (out.checkError()) {
                throw new CommandFailure("Nobody takes what is exported: the standard output is closed.");
            }
        }
    }
}
