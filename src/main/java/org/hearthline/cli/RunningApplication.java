package org.hearthline.cli;

import org.hearthline.Application;
import org.hearthline.config.Config;

/** The pipeline of this process, as the commands see it. */
final class RunningApplication implements Running {
    private final Application application;

    private RunningApplication(Application application) {
        this.application = application;
    }

    /** Returns when it runs; what was started before a failure is closed again. */
    static RunningApplication start(Config config) {
        Application application = new Application(config);
        try {
            application.start();
        } catch (RuntimeException failure) {
            application.close();
            throw failure;
        }
        return new RunningApplication(application);
    }

    @Override
    public String address() {
        return application.address();
    }

    @Override
    public void close() {
        application.close();
    }
}
