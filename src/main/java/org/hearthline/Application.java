package org.hearthline;

import java.net.URI;
import org.hearthline.config.Config;

/** PLACEHOLDER, so that the commands compile: to be replaced by the real one, with the same methods. */
public final class Application implements AutoCloseable {
    private final Config config;

    public Application(Config config) {
        this.config = config;
    }

    /** Returns when started. */
    public void start() throws Exception {
        if (!config.properties().isEmpty()) {
            throw new UnsupportedOperationException("Not here yet: the pipeline of " + config);
        }
    }

    /** The base address: {@code http://127.0.0.1:8080}. */
    public URI address() {
        return URI.create("http://" + config.http().host() + ":" + config.http().port());
    }

    @Override
    public void close() {}
}
