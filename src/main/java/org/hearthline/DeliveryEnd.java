package org.hearthline;

import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.hearthline.event.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said when a delivery ends without an end: the process stops while a frame waits for something that is away. */
final class DeliveryEnd implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEnd.class);

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        if (isStop(exception)) {
            LOG.atWarn()
                    .addKeyValue("events", events(exchange))
                    .log(
                            "Stopped while these events waited for the store: this process keeps them in memory only, they are not stored");
        } else {
            LOG.atError().setCause(exception).log("A delivery failed in a way that nobody foresaw");
        }
    }

    /** No redelivery is begun while stopping, and one whose pause is under way is interrupted. */
    private static boolean isStop(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedExecutionException || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    private static int events(@Nullable Exchange exchange) {
        return exchange != null && exchange.getMessage().getBody() instanceof Frame frame ? frame.size() : 0;
    }
}
