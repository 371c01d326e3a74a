package org.hearthline.routes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.spi.AsyncProcessorAwaitManager.AwaitThread;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;

/** Takes a route out of a context: no new exchange begins, those under way end (5 s at most), then it is gone. */
final class RouteDrain {
    /** How long a route is waited for that still works on something. What is cut off then comes again out of the outbox. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(5);

    private final CamelContext camel;

    RouteDrain(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Takes it out.
     *
     * @throws RuntimeException when it does not stop: it stays
     */
    void remove(String id) {
        quiesce(id);
        stop(id);
    }

    /** A direct endpoint would take new exchanges while it waits for the old ones, for ever under load. */
    private void quiesce(String id) {
        Route route = camel.getRoute(id);
        if (route == null || !(route.getConsumer() instanceof Suspendable consumer)) {
            return;
        }
        if (isDirect(id)) {
            ServiceHelper.suspendService(consumer);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (isBusy(id) && System.nanoTime() < until) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            release(id);
        }
    }

    /** Whoever still waits for a step of it, such as a long delay, waits no longer: his exchange fails, and a frame comes again. */
    private void release(String id) {
        AsyncProcessorAwaitManager waiting = PluginHelper.getAsyncProcessorAwaitManager(camel);
        waiting.browse().stream()
                .map(AwaitThread::getExchange)
                .filter(exchange -> id.equals(ExchangeHelper.getRouteId(exchange)))
                .forEach(waiting::interrupt);
    }

    private void stop(String id) {
        try {
            boolean waitedFor = isBusy(id) && isDirect(id);
            camel.getRouteController().stopRoute(id, waitedFor ? 1 : PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            camel.removeRoute(id);
        } catch (Exception e) { // Camel declares no narrower one
            throw new IllegalStateException("Route " + id + " does not stop", e);
        }
    }

    private boolean isBusy(String id) {
        return camel.getInflightRepository().size(id) > 0;
    }

    private boolean isDirect(String id) {
        Route route = camel.getRoute(id);
        return route != null && route.getEndpoint().getEndpointUri().startsWith("direct:");
    }
}
