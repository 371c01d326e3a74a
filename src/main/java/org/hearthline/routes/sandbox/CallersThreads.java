package org.hearthline.routes.sandbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.spi.ThreadPoolFactory;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** What a route would do at the same time (wire tap, parallel branches) happens at once instead: a test waits for all of it. */
final class CallersThreads implements ThreadPoolFactory {
    private final ThreadPoolFactory scheduled = new DefaultThreadPoolFactory();

    @Override
    public ExecutorService newCachedThreadPool(ThreadFactory threads) {
        return new SynchronousExecutorService();
    }

    @Override
    public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return new SynchronousExecutorService();
    }

    @Override
    public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return scheduled.newScheduledThreadPool(profile, threads);
    }
}
