package org.hearthline.routes.sandbox;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is not in the file: notes what comes, and answers what the test says. The weather's door answers with the
 * weather, every other door takes all events; whatever else has no answer is silent. One thread.
 */
final class Outside {
    static final String DOOR = "direct:";
    private static final String WEATHER = "direct:weather";
    private static final String STATUS = "CamelHttpResponseCode";
    private static final int OK = 200;

    private final List<Sent> sent = new ArrayList<>();
    private List<OutsideAnswer> answers = List.of();
    private Observation weather = Observation.unavailable("sandbox");
    private @Nullable Frame atDoor;

    /** Forgets what came before. */
    void begin(Observation outsideWeather, List<OutsideAnswer> outsideAnswers) {
        sent.clear();
        atDoor = null;
        weather = outsideWeather;
        answers = outsideAnswers;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** The last frame that reached the door of another stage; null when none did. */
    @Nullable
    Frame atDoor() {
        return atDoor;
    }

    void receive(String uri, Exchange exchange) throws ConnectException {
        Object body = exchange.getMessage().getBody();
        String shown = URISupport.sanitizeUri(uri).replaceFirst("^direct://", DOOR);
        if (!plain(uri).equals(WEATHER)) {
            sent.add(new Sent(shown, body));
        }
        for (OutsideAnswer answer : answers) {
            if (matches(uri, answer.from())) {
                give(answer, shown, exchange);
                return;
            }
        }
        answerByDefault(uri, body, exchange);
    }

    private void answerByDefault(String uri, @Nullable Object body, Exchange exchange) {
        if (plain(uri).equals(WEATHER)) {
            exchange.getMessage().setBody(weather);
        } else if (body instanceof Frame frame) {
            if (uri.startsWith(DOOR)) {
                atDoor = frame;
            }
            exchange.getMessage().setBody(frame.settle(new Delivery(frame.size(), 0, List.of())));
        } else if (uri.startsWith("http")) {
            exchange.getMessage().setHeader(STATUS, OK);
        }
    }

    private static void give(OutsideAnswer answer, String shown, Exchange exchange) throws ConnectException {
        if (answer.away()) {
            throw new ConnectException(shown + " is away, as the test says");
        }
        exchange.getMessage().setBody(answer.body());
        exchange.getMessage().setHeader(STATUS, OK);
    }

    static boolean matches(String uri, String pattern) {
        return PatternHelper.matchPattern(uri, pattern) || PatternHelper.matchPattern(plain(uri), plain(pattern));
    }

    private static String plain(String uri) {
        return StringHelper.before(uri, "?", uri).replace("://", ":");
    }
}
