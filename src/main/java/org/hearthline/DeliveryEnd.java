package org.hearthline;

import java.util.concurrent.RejectedExecutionException;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/** What is said when a delivery ends without an end: its frame is back in the outbox. */
final class DeliveryEnd implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEnd.class);

    @Override
    public void handleError(Throwable thrown) {
        if (isStop(thrown)) {
            LOG.atInfo().log("Stopped while a frame waited for the store: it stays in the outbox");
        } else {
            LOG.atError()
                    .setCause(thrown)
                    .log("A delivery failed in a way that nobody foresaw; its frame is tried again");
        }
    }

    /**
     * No redelivery is begun while stopping, and one whose pause is under way is interrupted. Without a stop, what is away is
     * tried again for ever and never comes here.
     */
    private static boolean isStop(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientFailure
                    || cause instanceof RejectedExecutionException
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
