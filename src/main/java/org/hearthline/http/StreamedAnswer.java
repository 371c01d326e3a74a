package org.hearthline.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer of any length, sent while it is made: the next piece is made while the one before goes out, and none before that.
 * The answer is complete, or the connection ends without the last chunk: a caller can always tell. One thread, which waits; not
 * one of the event loop.
 */
public final class StreamedAnswer {
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Duration patience;

    /** A piece of it could not be made, or nobody takes it. */
    public static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * An answer of which nothing is sent yet.
     *
     * @param patience with a caller who takes nothing
     */
    public StreamedAnswer(HttpServerRequest request, Duration patience) {
        this.request = request;
        this.response = request.response();
        this.patience = patience;
    }

    /**
     * Sends all of it.
     *
     * @param next the next piece; null at the end
     * @throws Broken when the caller is gone, or a piece could not be made; the connection has ended then
     */
    public void send(int status, Map<String, List<String>> headers, Supplier<byte @Nullable []> next) throws Broken {
        Future<Void> sent = Future.succeededFuture();
        try {
            response.setStatusCode(status).setChunked(true);
            headers.forEach(response::putHeader);
            for (byte[] piece = next.get(); piece != null; piece = next.get()) {
                await(sent);
                sent = response.write(Buffer.buffer(piece));
            }
            await(sent);
            await(response.end());
        } catch (IOException e) {
            cut();
            throw new Broken("Nobody takes the answer", e);
        } catch (RuntimeException e) {
            cut();
            throw new Broken("The answer ends in the middle", e);
        }
    }

    private void await(Future<Void> sent) throws IOException {
        await(sent.toCompletionStage().toCompletableFuture(), patience);
    }

    private static void await(CompletableFuture<Void> future, Duration patience) throws IOException {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The connection has ended", e);
        } catch (TimeoutException e) {
            throw new IOException("Nothing was taken for " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Ends the connection (of HTTP/2: the stream), and only then takes the answer for ended, so that no end goes out. */
    private void cut() {
        if (response.ended()) {
            return;
        }
        response.reset();
        try {
            if (request.version() != HttpVersion.HTTP_2) {
                await(request.connection().close().toCompletionStage().toCompletableFuture(), CLOSING);
            }
            response.end();
        } catch (IOException | IllegalStateException e) {
            // Who takes nothing keeps it open. It ends when the connection does.
        }
    }
}
