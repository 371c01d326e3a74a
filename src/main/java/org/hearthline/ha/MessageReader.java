package org.hearthline.ha;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.hearthline.event.EventData;
import org.hearthline.event.EventParser;
import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Reads Home Assistant's messages: an object or an array of them, keys in any order (in cached events the {@code id} comes
 * last). One pass over the bytes, events are parsed on the way. What is broken is told to the sink and never thrown.
 * Immutable; any thread.
 */
final class MessageReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final JsonSlice NULL = JsonSlice.of("null");

    private final EventParser events;

    MessageReader(EventParser events) {
        this.events = events;
    }

    /** Who is told, in the order of the message. */
    interface Sink {
        void event(EventData event);

        void refused(Unreadable event);

        void answer(CommandResult answer);

        /** Part of the handshake: {@code auth_required}, {@code auth_ok}, {@code auth_invalid}; the words are its version, or why. */
        void auth(String type, String words);

        /** The message, or its rest, cannot be read. */
        void malformed(String why);
    }

    void read(byte[] message, Sink sink) {
        try (JsonParser parser = JSON.createParser(message)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readElement(parser, message, sink);
                }
            } else if (first != null) {
                readElement(parser, message, sink);
            } else {
                sink.malformed("empty");
            }
        } catch (JsonProcessingException e) {
            sink.malformed(e.getOriginalMessage());
        } catch (IOException e) {
            sink.malformed(String.valueOf(e.getMessage()));
        }
    }

    private void readElement(JsonParser parser, byte[] message, Sink sink) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            sink.malformed("not an object");
            return;
        }
        Draft draft = new Draft(message);
        draft.read(parser);
        draft.tell(sink);
    }

    /** One message while it is being read. */
    private final class Draft {
        private final byte[] source;
        private long id;
        private String type = "";
        private boolean success;
        private JsonSlice result = NULL;
        private String code = "";
        private String said = "";
        private String words = "";
        private @Nullable EventData event;
        private @Nullable Unreadable refused;

        Draft(byte[] source) {
            this.source = source;
        }

        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "id" -> id = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                    case "type" -> type = text(parser);
                    case "success" -> success = parser.currentToken() == JsonToken.VALUE_TRUE;
                    case "event" -> readEvent(parser);
                    case "result" -> result = slice(parser);
                    case "error" -> readError(parser);
                    case "message", "ha_version" -> words = text(parser);
                    default -> parser.skipChildren();
                }
            }
        }

        private void readEvent(JsonParser parser) throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            try {
                event = events.parse(parser, source, 0);
            } catch (Rejected e) {
                refused = unreadable(from, parser, e.fault());
            }
        }

        private Unreadable unreadable(int from, JsonParser parser, Fault fault) {
            int to = (int) parser.currentLocation().getByteOffset();
            return new Unreadable(events.withoutDenied(new JsonSlice(source, from, to - from)), fault);
        }

        private JsonSlice slice(JsonParser parser) throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            return new JsonSlice(source, from, (int) parser.currentLocation().getByteOffset() - from);
        }

        private void readError(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if ("code".equals(name)) {
                    code = text(parser);
                } else if ("message".equals(name)) {
                    said = text(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        void tell(Sink sink) {
            switch (type) {
                case "event" -> tellEvent(sink);
                case "result" -> sink.answer(new CommandResult(id, success, result, code, said));
                case "auth_required", "auth_ok", "auth_invalid" -> sink.auth(type, words);
                case "" -> sink.malformed("no type");
                default -> {
                    // A pong, or something of a version to come.
                }
            }
        }

        private void tellEvent(Sink sink) {
            if (event != null) {
                sink.event(event);
            } else if (refused != null) {
                sink.refused(refused);
            } else {
                sink.malformed("an event message without event");
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }
}
