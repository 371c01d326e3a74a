package org.hearthline.gap;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gaps on disk: {@code open.json} with what is to be done, {@code closed.json} with the last that are done. Each is
 * written aside, synced and renamed, so that a crash leaves the old or the new one. A file that cannot be read is set aside
 * as {@code ….damaged}, and nothing stops. One thread at a time.
 */
final class GapLog {
    private static final Logger LOG = LoggerFactory.getLogger(GapLog.class);
    private static final String OPEN = "open.json";
    private static final String CLOSED = "closed.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .setVisibility(PropertyAccessor.GETTER, Visibility.NONE)
            .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);

    private final Path folder;
    private final List<String> damaged = new ArrayList<>();

    /**
     * What is known beyond single gaps.
     *
     * @param coveredSince from this instant of Home Assistant's clock on, events were heard but in gaps; null: not yet, or
     *     not known
     * @param difference of Home Assistant's clock to ours when last heard, µs
     * @param heard whether there was any live event ever
     * @param running whether a process is at work: still set at a start, it was killed
     */
    record Memory(@Nullable Long coveredSince, long difference, boolean heard, boolean running, List<Gap> open) {
        static final Memory NONE = new Memory(null, 0, false, false, List.of());

        Memory {
            open = List.copyOf(open);
        }
    }

    private record Closed(List<Gap> closed) {
        Closed {
            closed = List.copyOf(closed);
        }
    }

    GapLog(Path folder) {
        this.folder = folder;
    }

    /** What was saved last; {@link Memory#NONE} when there is nothing, or when it is damaged. */
    Memory load() {
        return read(OPEN, Memory.class, Memory.NONE);
    }

    /** In the order in which they were closed. */
    List<Gap> loadClosed() {
        return read(CLOSED, Closed.class, new Closed(List.of())).closed;
    }

    /** Files that were set aside, by the name that they have now. */
    List<String> damaged() {
        return List.copyOf(damaged);
    }

    boolean isMemoryLost() {
        return damaged.stream().anyMatch(name -> name.startsWith(OPEN));
    }

    void save(Memory memory) throws IOException {
        write(OPEN, JSON.writeValueAsBytes(memory));
    }

    void saveClosed(List<Gap> closed) throws IOException {
        write(CLOSED, JSON.writeValueAsBytes(new Closed(closed)));
    }

    private <T> T read(String name, Class<T> type, T nothing) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return nothing;
        }
        try {
            T read = JSON.readValue(Files.readAllBytes(file), type);
            return read == null ? setAside(file, nothing, "it is empty") : read;
        } catch (JsonProcessingException e) {
            return setAside(file, nothing, e.getOriginalMessage());
        } catch (IOException e) {
            return setAside(file, nothing, e.toString());
        }
    }

    private <T> T setAside(Path file, T nothing, String reason) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        damaged.add(aside.getFileName().toString());
        LOG.atError()
                .addKeyValue("file", aside)
                .addKeyValue("reason", reason)
                .log("A file about gaps cannot be read and is set aside");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atError().addKeyValue("file", file).setCause(e).log("The damaged file cannot be renamed");
        }
        return nothing;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path aside = folder.resolve(name + ".new");
        try (FileChannel channel = FileChannel.open(
                aside,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))) {
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
