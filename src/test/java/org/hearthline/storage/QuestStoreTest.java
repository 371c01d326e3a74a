package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestStoreTest {
    @TempDir
    Path dir;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    @Test
    void storesAFrame() {
        long t0 = System.nanoTime();
        try (QuestStore store = new QuestStore(dir, timer, Clock.systemUTC())) {
            store.start();
            System.out.println("START ms " + (System.nanoTime() - t0) / 1e6);
            for (int i = 0; i < 5; i++) {
                long t1 = System.nanoTime();
                var d = store.frameWriter().write(TestEvents.frame(TestEvents.sensors(500)));
                System.out.println("WRITE ms " + (System.nanoTime() - t1) / 1e6 + d);
            }
            System.out.println(
                    store.frameWriter().status() + " " + store.frameWriter().stats());
            assertThat(store.frameWriter().check()).isNotNull();
            System.out.println(store.frameWriter().status());
            t0 = System.nanoTime();
        }
        System.out.println("CLOSE ms " + (System.nanoTime() - t0) / 1e6);
        try (QuestStore store = new QuestStore(dir, timer, Clock.systemUTC())) {
            t0 = System.nanoTime();
            store.start();
            System.out.println("START ms " + (System.nanoTime() - t0) / 1e6);
        }
    }
}
