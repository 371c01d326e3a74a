package org.hearthline.gap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hearthline.event.JsonSlice;
import org.hearthline.ha.HouseListener;
import org.hearthline.ha.RegistryKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every entity id ever seen: history has to be asked by id, and entities may be gone by then. Kept in a file of one id a line
 * that only grows; a last line that a crash has torn is dropped. An event costs one look into a set, a new id one short write
 * without waiting for the disk. Any thread.
 */
public final class KnownEntities implements HouseListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KnownEntities.class);
    private static final JsonFactory JSON = new JsonFactory();
    /** What Home Assistant takes in a question: one wrong id spoils all of it. */
    private static final Pattern ENTITY_ID = Pattern.compile("[a-z0-9_]{1,128}\\.[a-z0-9_]{1,255}");

    private final Path file;
    private final Set<String> ids = new HashSet<>();
    private final List<String> inOrder = new ArrayList<>();
    private final Set<String> present = new HashSet<>();
    private final FileChannel channel;
    private int written;
    private boolean failed;
    private boolean lineIsTorn;

    /**
     * Reads what is known and goes on writing behind it.
     *
     * @throws IOException when the file cannot be read or written
     */
    public KnownEntities(Path file) throws IOException {
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        load();
    }

    private void load() throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        long broken = 0;
        for (String line : text.substring(0, end).lines().toList()) {
            if (ENTITY_ID.matcher(line).matches()) {
                learn(line);
            } else {
                broken++;
            }
        }
        channel.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
        written = inOrder.size();
        if (broken > 0 || end < text.length()) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("lines", broken)
                    .log("Some of the known entity ids cannot be read and are left out");
        }
    }

    /** Ids of events, as they come. */
    synchronized void saw(Iterable<String> seen) {
        for (String id : seen) {
            learn(id);
        }
        write();
    }

    @Override
    public void states(JsonSlice states) {
        sawAll(states);
    }

    @Override
    public void registry(RegistryKind kind, JsonSlice entries) {
        if (kind == RegistryKind.ENTITY) {
            sawAll(entries);
        }
    }

    private synchronized void sawAll(JsonSlice array) {
        eachEntityId(array, id -> {
            learn(id);
            present.add(id);
        });
        write();
    }

    /** In the order in which they were first seen: later ones come behind. */
    synchronized List<String> all() {
        return List.copyOf(inOrder);
    }

    /** Those that Home Assistant has named neither as a state nor in its registry since this process began; empty before. */
    synchronized List<String> gone() {
        return present.isEmpty()
                ? List.of()
                : inOrder.stream().filter(id -> !present.contains(id)).toList();
    }

    /** Waits until all of them are on disk; when that fails, the next time is another chance. */
    synchronized void sync() {
        write();
        try {
            channel.force(false);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public synchronized void close() {
        sync();
        try {
            channel.close();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void learn(String id) {
        if (!ids.contains(id) && ENTITY_ID.matcher(id).matches()) {
            ids.add(id);
            inOrder.add(id);
        }
    }

    private void write() {
        if (written == inOrder.size()) {
            return;
        }
        String lines = (lineIsTorn ? "\n" : "") + String.join("\n", inOrder.subList(written, inOrder.size())) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        try {
            lineIsTorn = true;
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            lineIsTorn = false;
            written = inOrder.size();
            failed = false;
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Not worth a stop: most ids are known to Home Assistant as well, and the next new one tries again. */
    private void fail(IOException e) {
        if (!failed) {
            LOG.atError().addKeyValue("file", file).setCause(e).log("Entity ids cannot be kept on disk now");
        }
        failed = true;
    }

    /** One entry after the other, and of each only its id: such an answer can be many MB. */
    private static void eachEntityId(JsonSlice array, Consumer<String> found) {
        try (JsonParser json = JSON.createParser(array.source(), array.offset(), array.length())) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isId = json.currentName().equals("entity_id");
                    if (json.nextToken() == JsonToken.VALUE_STRING && isId) {
                        found.accept(json.getText());
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("A list of entities cannot be read");
        }
    }
}
