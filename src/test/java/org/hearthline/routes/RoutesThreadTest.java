package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits in a route for the thread that is about to replace that route is sent away: neither waits for the other. */
final class RoutesThreadTest {
    private final RoutesThread thread = new RoutesThread();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
        thread.close();
    }

    @Test
    void whoWaitsInARouteThatIsReplacedIsToComeAgain() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        CompletableFuture<Boolean> replaced = new CompletableFuture<>();
        CountDownLatch began = new CountDownLatch(1);
        thread.soon(() -> {
            began.countDown();
            replace(begin, refused, replaced);
        });
        assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
        Future<TransientFailure> mine = callers.submit(() -> failure("mine"));
        Future<String> other = callers.submit(() -> thread.ask("other", () -> "done"));
        Awaitility.await().until(() -> thread.asked() == 2);

        begin.countDown();
        assertThat(mine.get(20, TimeUnit.SECONDS).retryAfter()).isPresent();
        assertThatThrownBy(() -> thread.ask("mine", () -> "done")).isInstanceOf(TransientFailure.class);

        refused.countDown();
        assertThat(replaced.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(thread.<String>ask("mine", () -> "done")).isEqualTo("done");
    }

    /** As a swap does, which waits for those who are in the route. */
    private void replace(CountDownLatch begin, CountDownLatch refused, CompletableFuture<Boolean> replaced) {
        try {
            begin.await();
            thread.whileReplacing(Set.of("mine"), () -> {
                try {
                    replaced.complete(refused.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    replaced.completeExceptionally(e);
                }
            });
        } catch (InterruptedException | RouteSwap.SwapFailed e) {
            replaced.completeExceptionally(e);
        }
    }

    private TransientFailure failure(String route) {
        return catchThrowableOfType(TransientFailure.class, () -> thread.ask(route, () -> "done"));
    }
}
