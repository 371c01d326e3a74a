package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class AheadTest {
    @Test
    void isMadeByAThreadOfItsOwnWhileOthersGoOn() {
        CountDownLatch others = new CountDownLatch(1);
        AtomicReference<String> thread = new AtomicReference<>();
        Ahead<String> ahead = Ahead.of("made-by", () -> {
            await(others);
            thread.set(Thread.currentThread().getName());
            return "made";
        });
        others.countDown();
        assertThat(ahead.get()).isEqualTo("made");
        assertThat(ahead.get()).as("a second time").isEqualTo("made");
        assertThat(thread).hasValue("made-by");
    }

    @Test
    void failsAsTheMakingDid() {
        StartFailure failure = new StartFailure("No room", new IllegalStateException());
        Ahead<String> ahead = Ahead.of("fails", () -> {
            throw failure;
        });
        assertThatThrownBy(ahead::get).isSameAs(failure);
        assertThatThrownBy(ahead::get).as("a second time").isSameAs(failure);
        List<String> ended = new ArrayList<>();
        ahead.ifMade(ended::add);
        assertThat(ended).isEmpty();
    }

    @Test
    void anErrorIsNotHidden() {
        Ahead<String> ahead = Ahead.of("fails", () -> {
            throw new NoClassDefFoundError("org/example/Missing");
        });
        assertThatThrownBy(ahead::get).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void whatIsStillBeingMadeIsEndedOnceItIs() {
        CountDownLatch others = new CountDownLatch(1);
        Ahead<String> ahead = Ahead.of("late", () -> {
            await(others);
            return "made";
        });
        List<String> ended = new CopyOnWriteArrayList<>();
        Thread ending = new Thread(() -> ahead.ifMade(ended::add));
        ending.start();
        Awaitility.await().until(() -> ending.getState() == Thread.State.WAITING);
        assertThat(ended).as("it is not there yet").isEmpty();
        others.countDown();
        Awaitility.await().until(() -> ended.equals(List.of("made")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
