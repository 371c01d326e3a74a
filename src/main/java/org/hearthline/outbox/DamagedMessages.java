package org.hearthline.outbox;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.core.server.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of a queue of which not even the properties can be read. The broker ends each session to which it would have to give one, so that
 * those behind it would never come: such a message becomes a file. For one thread.
 */
final class DamagedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedMessages.class);

    private final Path folder;
    private final Queue queue;
    private final List<Found> beyondReading = new ArrayList<>();

    private record Found(ICoreMessage message, RuntimeException why) {}

    /**
     * Has found none yet.
     *
     * @param folder for files; made when it is needed
     */
    DamagedMessages(Path folder, Queue queue) {
        this.folder = folder;
        this.queue = queue;
    }

    /** One that could not be read; it may still be one that delivery can put aside by itself. */
    void found(ICoreMessage message, RuntimeException why) {
        if (hasProperties(message)) {
            LOG.atWarn().addKeyValue("queue", queue.getName()).setCause(why).log("A message on disk is damaged");
        } else {
            beyondReading.add(new Found(message, why));
        }
    }

    private static boolean hasProperties(ICoreMessage message) {
        try {
            return message.getPropertyNames() != null;
        } catch (RuntimeException e) { // Artemis names none
            return false;
        }
    }

    /** Those that nobody could ever be given become files, and leave the queue. */
    void takeOut() {
        beyondReading.forEach(found -> takeOut(found.message, found.why));
    }

    private void takeOut(ICoreMessage message, RuntimeException why) {
        Path file = folder.resolve(queue.getName() + "-" + message.getMessageID() + ".bin");
        try {
            Files.createDirectories(folder);
            ByteBuf bytes = message.getBuffer();
            Files.write(file, ByteBufUtil.getBytes(bytes, 0, bytes.writerIndex()));
            queue.deleteReference(message.getMessageID());
            LOG.atError()
                    .addKeyValue("file", file)
                    .setCause(why)
                    .log("A message on disk is damaged beyond reading and is set aside");
        } catch (Exception e) { // Artemis declares no narrower one. It stays where it is, then
            e.addSuppressed(why);
            LOG.atError().addKeyValue("file", file).setCause(e).log("A damaged message cannot be set aside");
        }
    }
}
