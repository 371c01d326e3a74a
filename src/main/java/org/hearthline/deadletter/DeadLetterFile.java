package org.hearthline.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every rejected event as one line of NDJSON: when, where, why, and its own bytes. On disk before the frame counts as
 * delivered: a dead letter that cannot be written keeps the frame. At most two files of {@code maxBytes} each; what the older
 * one held is gone when a third begins, and the log says so. Any thread.
 */
public final class DeadLetterFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFile.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final long maxBytes;
    private final Clock clock;
    private final FileChannel lock;
    private FileChannel channel;
    private long end;

    /**
     * Opens the file for this process alone, and makes its folder.
     *
     * @throws IOException when it cannot be written, or another process has it
     */
    public DeadLetterFile(Path file, long maxBytes, Clock clock) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.clock = clock;
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.lock = lock(file);
        try {
            this.channel = open(file);
            this.end = channel.size();
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Beside the file, which is renamed when it is full. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel lock = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(lock)) {
            lock.close();
            throw new IOException(file + " is in use by another Hearthline: stop that one, or give this one a folder"
                    + " of its own (data.dir, DATA_DIR)");
        }
        return lock;
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Why an event was refused, and its bytes. */
    public record Letter(String eventId, String stage, String step, Fault fault, JsonSlice event) {}

    /**
     * Appends all, and waits until the disk has them.
     *
     * @throws TransientFailure when they could not be written; none counts as kept then
     */
    public synchronized void keep(List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        try {
            reopen();
            if (end > maxBytes) {
                rotate();
            }
            append(ByteBuffer.wrap(encode(letters)));
        } catch (IOException e) {
            throw new TransientFailure("Dead letters cannot be written to " + file + ": is the disk full?", e);
        }
    }

    /** A thread that is interrupted while it writes closes the channel. */
    private void reopen() throws IOException {
        if (!channel.isOpen() && lock.isOpen()) {
            channel = open(file);
        }
    }

    /** All or nothing: what a failed write has left would spoil the next line. */
    private void append(ByteBuffer lines) throws IOException {
        channel.truncate(end);
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            channel.force(false);
            end = channel.size();
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
    }

    private void takeBack(IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void rotate() throws IOException {
        Path older = file.resolveSibling(file.getFileName() + ".1");
        boolean forgets = Files.exists(older);
        FileChannel full = channel;
        Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
        try {
            channel = open(file);
        } catch (IOException e) {
            Files.move(older, file);
            throw e;
        }
        end = 0;
        full.close();
        if (forgets) {
            LOG.atWarn().addKeyValue("file", older).log("The oldest dead letters are gone: their file was full");
        }
    }

    private byte[] encode(List<Letter> letters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Letter letter : letters) {
                write(letter, json);
            }
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    private void write(Letter letter, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("first_seen", clock.instant().toString());
        json.writeStringField("event_id", letter.eventId());
        json.writeStringField("stage", letter.stage());
        json.writeStringField("step", letter.step());
        json.writeStringField("code", letter.fault().code().name());
        json.writeStringField("message", letter.fault().message());
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, String> detail : letter.fault().details().entrySet()) {
            json.writeStringField(detail.getKey(), detail.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("event");
        json.writeRawValue(letter.event().text().replace('\n', ' ').replace('\r', ' '));
        json.writeEndObject();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void close() throws IOException {
        try (lock) {
            channel.close();
        }
    }
}
