package org.hearthline.routes;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.hearthline.event.Causes;
import org.jspecify.annotations.Nullable;

/**
 * What last went wrong in each route: an exception that its caller got, or that the route's error handling has answered. Costs
 * a look at the exchange when it leaves the route, and more only when something did go wrong. Any thread.
 */
public final class RouteFailures extends RoutePolicySupport {
    private static final int MOST_CHARACTERS = 500;
    /** Keys are at home there. */
    private static final Pattern QUERY = Pattern.compile("(\\w://[^\\s?]+)\\?\\S+");

    private final Clock clock;
    private final Function<Exchange, @Nullable String> step;
    private final UnaryOperator<String> words;
    private final Map<String, Map<String, Object>> last = new ConcurrentHashMap<>();

    /**
     * A policy for all routes of a process.
     *
     * @param step id of the step that threw what the exchange holds
     * @param words of a message as they may be told, without secrets
     */
    public RouteFailures(Clock clock, Function<Exchange, @Nullable String> step, UnaryOperator<String> words) {
        this.words = words;
        this.clock = clock;
        this.step = step;
    }

    /** {@code at}, {@code message}, and {@code step} where it is known; null when nothing went wrong so far. */
    @Nullable
    Map<String, Object> last(String route) {
        return last.get(route);
    }

    /** These routes are there no more. */
    public void forget(Set<String> routes) {
        last.keySet().removeAll(routes);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Throwable thrown = exchange.getException();
        if (thrown == null && ExchangeHelper.isFailureHandled(exchange)) {
            thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        }
        if (thrown != null) {
            last.put(route.getRouteId(), describe(thrown, step.apply(exchange)));
        }
    }

    private Map<String, Object> describe(Throwable thrown, @Nullable String where) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("at", clock.instant().toString());
        if (where != null) {
            described.put("step", where);
        }
        String text = QUERY.matcher(words.apply(Causes.words(thrown))).replaceAll("$1?…");
        described.put("message", text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…");
        return described;
    }
}
