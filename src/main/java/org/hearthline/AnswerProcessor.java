package org.hearthline;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.http.Answer;
import org.hearthline.http.Correlation;
import org.hearthline.http.EventDoor;
import org.hearthline.http.Received;
import org.slf4j.MDC;

/** Answers an HTTP request that brought events with the {@link Delivery} that came back. */
final class AnswerProcessor implements Processor {
    private final EventDoor door;

    private final ProcessMetrics metrics;

    AnswerProcessor(EventDoor door, ProcessMetrics metrics) {
        this.door = door;
        this.metrics = metrics;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Received request = exchange.getVariable(DoorProcessor.REQUEST, Received.class);
        Delivery delivery = delivery(exchange.getMessage());
        metrics.delivered(delivery, System.nanoTime() - request.startedNanos());
        write(door.answer(request, delivery), exchange);
    }

    /** A trial comes back as the frame that would have gone on. */
    private static Delivery delivery(Message message) throws InvalidPayloadException {
        return message.getBody() instanceof Frame trial
                ? trial.settle(new Delivery(trial.size(), 0, List.of()))
                : message.getMandatoryBody(Delivery.class);
    }

    static void write(Answer answer, Exchange exchange) {
        MDC.remove(Correlation.LOG_KEY);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        if (answer.retryAfter() != null) {
            message.setHeader("Retry-After", Math.max(1, answer.retryAfter().toSeconds()));
        }
        message.setBody(answer.body());
    }
}
