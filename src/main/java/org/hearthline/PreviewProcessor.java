package org.hearthline;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejected;
import org.hearthline.http.Answer;
import org.hearthline.http.Received;

/** Answers {@code POST /api/v1/process}: each event as it would be stored. */
final class PreviewProcessor implements Processor {
    private final Function<Event, byte[]> flat;

    /**
     * @param flat an event in the form of a query's answer
     */
    PreviewProcessor(Function<Event, byte[]> flat) {
        this.flat = flat;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Frame frame = exchange.getMessage().getMandatoryBody(Frame.class);
        boolean single =
                exchange.getVariable(DoorProcessor.REQUEST, Received.class).single();
        if (single && !frame.settled().rejected().isEmpty()) {
            throw new Rejected(frame.settled().rejected().get(0).fault());
        }
        AnswerProcessor.write(new Answer(200, Answer.JSON, write(frame, single), null), exchange);
    }

    private byte[] write(Frame frame, boolean single) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, "{\"success\":true,");
        if (single) {
            append(out, "\"event\":");
            out.writeBytes(
                    frame.isEmpty()
                            ? "null".getBytes(StandardCharsets.UTF_8)
                            : flat.apply(frame.events().get(0)));
        } else {
            append(out, "\"events\":[");
            for (Iterator<Event> each = frame.events().iterator(); each.hasNext(); ) {
                out.writeBytes(flat.apply(each.next()));
                append(out, each.hasNext() ? "," : "");
            }
            append(
                    out,
                    "],\"filtered\":" + frame.settled().filtered() + ",\"rejected\":"
                            + frame.settled().rejected().size());
        }
        append(out, "}");
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
