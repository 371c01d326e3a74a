package org.hearthline;

import java.util.List;
import java.util.function.ObjLongConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.config.SecretValues;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.event.TransientFailure;
import org.hearthline.http.Answer;
import org.hearthline.http.Correlation;
import org.hearthline.http.EventDoor;
import org.hearthline.http.Received;
import org.slf4j.MDC;

/** Answers an HTTP request that brought events with the {@link Delivery} that came back. */
final class AnswerProcessor implements Processor {
    /** Name of the bean that knows what no answer may hold. */
    static final String SECRETS = "secrets";

    private final EventDoor door;

    private final ObjLongConsumer<Delivery> counted;

    /**
     * The answers of one door.
     *
     * @param counted is told what became of each frame that was no trial, and in how many ns
     */
    AnswerProcessor(EventDoor door, ObjLongConsumer<Delivery> counted) {
        this.door = door;
        this.counted = counted;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Received request = exchange.getVariable(DoorProcessor.REQUEST, Received.class);
        if (exchange.getMessage().getBody() instanceof Frame trial && trial.isTrial()) {
            // It comes back as what would have gone on.
            write(door.answer(request, trial.settle(new Delivery(trial.size(), 0, List.of()))), exchange);
            return;
        }
        Delivery delivery = exchange.getMessage().getMandatoryBody(Delivery.class);
        Delivery.fault(delivery, request.frame().total()).ifPresent(fault -> {
            throw TransientFailure.brokenRoute(
                    "The stages answered " + fault + ": mend their files. Send the events again");
        });
        counted.accept(delivery, System.nanoTime() - request.startedNanos());
        write(door.answer(request, delivery), exchange);
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
        message.setBody(withoutSecrets(answer.body(), exchange));
    }

    /** Every answer of a door comes by here, whatever a route of the user's has put into it. */
    private static byte[] withoutSecrets(byte[] body, Exchange exchange) {
        SecretValues secrets = exchange.getContext().getRegistry().lookupByNameAndType(SECRETS, SecretValues.class);
        return secrets == null ? body : secrets.masked(body);
    }
}
