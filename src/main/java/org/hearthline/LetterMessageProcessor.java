package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.deadletter.DeadLetter;
import org.hearthline.deadletter.LetterCodec;

/** Makes a message for the queue of dead letters of a {@link DeadLetter}: its event as the body, all else as headers. */
final class LetterMessageProcessor implements Processor {
    private final LetterCodec codec = new LetterCodec();

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        DeadLetter letter = message.getMandatoryBody(DeadLetter.class);
        message.removeHeaders("*");
        codec.headers(letter).forEach(message::setHeader);
        message.setBody(codec.body(letter));
    }
}
