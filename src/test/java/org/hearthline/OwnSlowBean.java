package org.hearthline;

import java.util.concurrent.CountDownLatch;

/** A bean of a user's own whose making takes as long as a test wants. */
public final class OwnSlowBean {
    static final CountDownLatch BEGUN = new CountDownLatch(1);
    static final CountDownLatch MAY_END = new CountDownLatch(1);

    /** Waits. */
    public void begin() throws InterruptedException {
        BEGUN.countDown();
        MAY_END.await();
    }
}
