package org.hearthline;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Remembers on the exchange which step of which route file an exception came from: Camel itself keeps the endpoint only. */
final class FailedStep implements InterceptStrategy {
    private static final String PROPERTY = "HearthlineFailedStep";

    private record Failure(Exception thrown, String step) {}

    /** Id of the step that threw what the exchange holds now; null when it holds nothing. */
    static @Nullable String of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof Failure failure && failure.thrown == exchange.getException()
                ? failure.step
                : null;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, doneSync -> {
                    remember(exchange, step.getId());
                    callback.done(doneSync);
                });
            }
        };
    }

    /** This step threw what the exchange holds now. The innermost step comes first, and stays. */
    static void remember(Exchange exchange, String step) {
        Exception thrown = exchange.getException();
        if (thrown != null && of(exchange) == null) {
            exchange.setProperty(PROPERTY, new Failure(thrown, step));
        }
    }
}
