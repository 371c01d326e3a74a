package org.hearthline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something that takes its time to make: a thread of its own makes it, while others are made. Any thread may ask for it.
 */
final class Ahead<T> {
    private final CompletableFuture<T> made = new CompletableFuture<>();

    private Ahead() {}

    /**
     * Begins to make it.
     *
     * @param name of the thread
     */
    static <T> Ahead<T> of(String name, Supplier<T> make) {
        Ahead<T> ahead = new Ahead<>();
        Thread thread = new Thread(() -> ahead.made.completeAsync(make, Runnable::run), name);
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    /**
     * Waits until it is made.
     *
     * @throws RuntimeException the one with which it could not be made
     */
    T get() {
        try {
            return made.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    /** Waits, and does something with it if it could be made: its end, above all. */
    void ifMade(Consumer<T> then) {
        if (made.handle((it, failure) -> failure == null).join()) {
            then.accept(made.join());
        }
    }
}
