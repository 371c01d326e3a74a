package org.hearthline;

import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.hearthline.http.Answer;

/** Answers an HTTP request with the body, written as JSON. */
final class JsonAnswerProcessor<T> implements Processor {
    private final Class<T> type;
    private final Function<T, byte[]> json;

    JsonAnswerProcessor(Class<T> type, Function<T, byte[]> json) {
        this.type = type;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        T body = exchange.getMessage().getMandatoryBody(type);
        AnswerProcessor.write(new Answer(200, Answer.JSON, json.apply(body), null), exchange);
    }
}
