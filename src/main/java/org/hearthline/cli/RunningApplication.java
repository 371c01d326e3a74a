package org.hearthline.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.hearthline.Application;
import org.hearthline.config.Config;

/** The pipeline of this process, as the commands see it. */
final class RunningApplication implements Running {
    private final Application application;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningApplication(Application application) {
        this.application = application;
    }

    /**
     * Returns when it runs.
     *
     * @throws Exception when it cannot; nothing is left running then
     */
    static Running start(Config config) throws Exception {
        Application application = new Application(config);
        application.start();
        return new RunningApplication(application);
    }

    @Override
    public String address() {
        return application.address().toString();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            application.close();
        }
    }
}
