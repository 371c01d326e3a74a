package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CSV of RFC 4180, UTF-8: a header, CRLF, every column of docs/architecture.md and users' own. An absent value is nothing
 * between the commas, an empty text {@code ""}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvLines implements ExportLines {
    private static final String ID = "event_id";
    private static final String END = "\r\n";

    private final List<String> columns;

    CsvLines(Set<String> userFields) {
        columns = new ArrayList<>(NarrowLayout.names(userFields));
        columns.remove(ID);
    }

    @Override
    public byte[] head() {
        StringBuilder line = new StringBuilder(ID).append(",timestamp");
        columns.forEach(name -> cell(name.equals("attrs") ? "attributes" : name, line.append(',')));
        return line.append(END).toString().getBytes(UTF_8);
    }

    @Override
    public byte[] write(List<StoredEvent> events) {
        StringBuilder lines = new StringBuilder(events.size() * 512);
        for (StoredEvent event : events) {
            cell(event.eventId(), lines);
            lines.append(',').append(FlatEvent.time(event.nanos()));
            columns.forEach(name -> cell(event.values().get(name), lines.append(',')));
            lines.append(END);
        }
        return lines.toString().getBytes(UTF_8);
    }

    private static void cell(@Nullable Object value, StringBuilder line) {
        if (value == null) {
            return;
        }
        String text = value.toString();
        if (isPlain(text)) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }
}
