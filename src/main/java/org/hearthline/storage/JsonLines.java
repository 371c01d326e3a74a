package org.hearthline.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** NDJSON: each line a flat event as in the answers of queries. */
final class JsonLines implements ExportLines {
    @Override
    public byte[] head() {
        return new byte[0];
    }

    @Override
    public byte[] write(List<StoredEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(events.size() * 1024);
        try (JsonGenerator json = FlatEvent.JSON.createGenerator(out)) {
            json.setRootValueSeparator(new SerializedString(""));
            for (StoredEvent event : events) {
                FlatEvent.write(event, json);
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Events cannot be written to memory", e);
        }
        return out.toByteArray();
    }
}
