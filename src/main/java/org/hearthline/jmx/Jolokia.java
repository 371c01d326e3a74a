package org.hearthline.jmx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.impl.ClasspathServiceCreator;
import org.jolokia.server.core.service.impl.QuietLogHandler;

/**
 * Jolokia without a server of its own: takes a request of its protocol and answers JSON. Made when somebody first asks, since it
 * takes memory. Any thread.
 */
public final class Jolokia implements AutoCloseable {
    private final JolokiaServiceManager services;
    private final HttpRequestHandler handler;

    private Jolokia(JolokiaServiceManager services) {
        this.services = services;
        this.handler = new HttpRequestHandler(services.start());
    }

    /**
     * Starts it.
     *
     * @param control whether routes may be started and stopped
     */
    public static Jolokia start(boolean control) {
        StaticConfiguration config = new StaticConfiguration(Map.of(
                ConfigKey.AGENT_ID.getKeyValue(), "hearthline",
                ConfigKey.ALLOW_ERROR_DETAILS.getKeyValue(), "false"));
        JolokiaServiceManager services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                config, new QuietLogHandler(), new AccessPolicy(control));
        services.addServices(new ClasspathServiceCreator(Jolokia.class.getClassLoader(), "services"));
        return new Jolokia(services);
    }

    /**
     * A request whose words stand in the path.
     *
     * @param path behind {@code /jolokia}, decoded: {@code /read/java.lang:type=Memory}
     * @param parameters of the query: {@code maxDepth}
     * @return JSON; also of what went wrong, which is Jolokia's custom
     */
    public String get(String path, Map<String, String[]> parameters) {
        return answer(() -> handler.handleGetRequest("/jolokia" + path, path, parameters));
    }

    /** One request, or an array of them, as JSON. */
    public String post(byte[] body) {
        return answer(() -> handler.handlePostRequest(
                "/jolokia", new ByteArrayInputStream(body), StandardCharsets.UTF_8.name(), Map.of()));
    }

    private interface Request {
        JSONStructure handle() throws IOException, BadRequestException, EmptyResponseException;
    }

    private String answer(Request request) {
        try {
            return request.handle().toJSONString();
        } catch (BadRequestException | IOException | EmptyResponseException e) {
            return handler.handleThrowable(new IllegalArgumentException(e.getMessage(), e))
                    .toJSONString();
        } catch (RuntimeException e) { // Whatever an MBean throws is the answer to who asked for it.
            return handler.handleThrowable(e).toJSONString();
        }
    }

    @Override
    public void close() {
        services.stop();
    }
}
