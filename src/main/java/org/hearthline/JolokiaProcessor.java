package org.hearthline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.http.Answer;
import org.hearthline.jmx.Jolokia;
import org.jspecify.annotations.Nullable;

/** Answers requests of Jolokia's protocol; starts it with the first one, so that it takes no memory before. */
final class JolokiaProcessor implements Processor, AutoCloseable {
    private static final String ROOT = "/jolokia";

    private final boolean control;
    private @Nullable Jolokia started;

    /**
     * Answers below {@value #ROOT}.
     *
     * @param control whether routes may be started and stopped
     */
    JolokiaProcessor(boolean control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        Message request = exchange.getMessage();
        String method = request.getHeader(Exchange.HTTP_METHOD, String.class);
        String json = "POST".equals(method)
                ? jolokia().post(body(request))
                : jolokia().get(path(request), parameters(request));
        AnswerProcessor.write(new Answer(200, Answer.JSON, json.getBytes(StandardCharsets.UTF_8), null), exchange);
    }

    private static byte[] body(Message request) {
        byte[] body = request.getBody(byte[].class);
        return body == null ? new byte[0] : body;
    }

    private static String path(Message request) {
        String asked = request.getHeader(Exchange.HTTP_URI, "", String.class);
        String below = asked.startsWith(ROOT) ? asked.substring(ROOT.length()) : "";
        // In a path, unlike in a query, plus is plus.
        return URLDecoder.decode(below.replaceFirst("\\?.*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** How the answer is to be: {@code maxDepth=1}. */
    private static Map<String, String[]> parameters(Message request) {
        Map<String, String[]> parameters = new HashMap<>();
        for (String pair :
                request.getHeader(Exchange.HTTP_QUERY, "", String.class).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                parameters.put(pair.substring(0, equals), new String[] {value});
            }
        }
        return parameters;
    }

    private synchronized Jolokia jolokia() {
        Jolokia known = started;
        if (known == null) {
            known = Jolokia.start(control);
            started = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (started != null) {
            started.close();
            started = null;
        }
    }
}
