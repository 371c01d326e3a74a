package org.hearthline.demo;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletionException;

/** Servers of this package listen here, and nowhere else. */
final class Loopback {
    private static final String HOST = "127.0.0.1";

    private Loopback() {}

    /**
     * Waits until the server listens. Not to be called on an event loop.
     *
     * @param context where everything of the server will run
     * @return its base address
     * @throws UncheckedIOException when the port is taken; the message names it
     */
    static URI listen(Context context, HttpServer server, int port) {
        try {
            Promise<HttpServer> listening = Promise.promise();
            context.runOnContext(turn -> server.listen(port, HOST).onComplete(listening));
            return URI.create("http://" + HOST + ":" + await(listening.future()).actualPort());
        } catch (CompletionException e) {
            throw new UncheckedIOException(
                    new IOException("Cannot listen on " + HOST + ":" + port + ": " + e.getCause(), e));
        }
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
