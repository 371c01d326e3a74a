package org.hearthline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExportProgressTest {
    private final StringWriter err = new StringWriter();
    private long now;
    private final ExportProgress progress =
            new ExportProgress(10, new PrintWriter(err, true), () -> TimeUnit.MILLISECONDS.toNanos(now));

    @Test
    void isSilentForTwoSeconds() throws IOException {
        InputStream export = progress.watch(new ByteArrayInputStream("a\nb\nc\n".getBytes(UTF_8)));

        now = 1_999;
        assertThat(export.read(new byte[2])).isEqualTo(2);
        assertThat(err.toString()).isEmpty();
        now = 2_000;
        assertThat(export.read()).isEqualTo('b');
        assertThat(export.read()).isEqualTo('\n');
        assertThat(err.toString()).endsWith("[###...........................] 1 of about 10 events");
        now = 2_500;
        assertThat(export.readAllBytes()).hasSize(2);
        progress.end();
        assertThat(err.toString())
                .endsWith("[#########.....................] 3 of about 10 events" + System.lineSeparator());
    }

    @Test
    void saysNothingOfAShortExport() throws IOException {
        progress.watch(new ByteArrayInputStream(new byte[100])).readAllBytes();
        progress.end();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysThatTheEndIsMissing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("chunked transfer encoding, state: READING_LENGTH");
            }
        };

        assertThatThrownBy(() -> progress.watch(broken).readAllBytes())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("ended in the middle");
    }

    @Test
    void stopsWhenNobodyReads() {
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatThrownBy(() -> ExportText.copy(endless, new PrintWriter(closed)))
                .isInstanceOf(CommandFailure.class);
    }
}
