package org.hearthline;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something that takes its time to make: a thread of its own makes it, while others are made. Any thread may ask for it.
 */
final class Ahead<T> {
    private final CompletableFuture<T> made;

    private Ahead(CompletableFuture<T> made) {
        this.made = made;
    }

    /**
     * Begins to make it.
     *
     * @param name of the thread
     */
    static <T> Ahead<T> of(String name, Supplier<T> make) {
        return new Ahead<>(CompletableFuture.supplyAsync(make, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /**
     * Waits until it is made.
     *
     * @throws RuntimeException the one with which it could not be made; about an {@link Error}, one that names it as its cause
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
        made.handle((it, failure) -> Optional.ofNullable(it)).join().ifPresent(then);
    }
}
