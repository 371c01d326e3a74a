package org.hearthline.storage;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A request's body that OkHttp never sends a second time by itself: retries have one place, and it is not here. */
final class SentOnce extends RequestBody {
    private final RequestBody body;
    private final boolean compressed;

    SentOnce(RequestBody body, boolean compressed) {
        this.body = body;
        this.compressed = compressed;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return compressed ? -1 : body.contentLength();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (!compressed) {
            body.writeTo(sink);
            return;
        }
        BufferedSink gzip = Okio.buffer(new GzipSink(sink));
        body.writeTo(gzip);
        gzip.close();
    }
}
