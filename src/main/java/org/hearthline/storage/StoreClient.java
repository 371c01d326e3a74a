package org.hearthline.storage;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.hearthline.event.Causes;
import org.hearthline.event.TransientFailure;
import org.hearthline.storage.StoreServer.Kind;
import org.hearthline.storage.WriteOutcome.Misconfigured;
import org.hearthline.storage.WriteOutcome.Throttled;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store at the other end of HTTP: single requests and what they mean. Finds out at the first request what kind of server
 * it talks to. Does no I/O when made. Any thread.
 */
final class StoreClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreClient.class);
    private static final MediaType LINES = MediaType.get("text/plain; charset=utf-8");

    private final StoreAddress address;
    private final OkHttpClient http;
    private volatile StoreServer server;
    private volatile boolean asked;
    private volatile boolean closed;

    /**
     * @param timeout of one write
     */
    StoreClient(StoreAddress address, Duration timeout, Clock clock) {
        this(address, StoreServer.UNKNOWN, timeout, clock);
    }

    /**
     * @param server what is there, where that is known beforehand
     */
    StoreClient(StoreAddress address, StoreServer server, Duration timeout, Clock clock) {
        this.address = address;
        this.server = server;
        this.http = new StoreHttp(address, () -> this.server.kind(), timeout, clock).client();
    }

    StoreAddress address() {
        return address;
    }

    /** From memory. */
    StoreServer server() {
        return server;
    }

    /** With this store's credentials and timeouts. */
    OkHttpClient http() {
        return http;
    }

    /** An address below the store's base address. */
    HttpUrl.Builder url(String path) {
        URI base = address.url();
        HttpUrl.Builder url =
                HttpUrl.get(base.toString()).newBuilder().query(null).fragment(null);
        return url.addPathSegments(path);
    }

    StoreAnswer write(Lines lines) {
        identify();
        return closed ? new StoreAnswer(StoreAnswer.NONE, "this process stops", null) : post(lines.bytes());
    }

    /** A write without lines: shows whether the store would take some. */
    StoreAnswer writeNothing() {
        identify();
        return post(new byte[0]);
    }

    /** The bytes as they are: what makes a text of them and bytes again costs as much as making the lines. */
    private StoreAnswer post(byte[] lines) {
        HttpUrl url = url("api/v2/write")
                .addQueryParameter("org", address.org().isEmpty() ? "-" : address.org())
                .addQueryParameter("bucket", address.bucket())
                .addQueryParameter("precision", "ns")
                .build();
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(lines, LINES))
                .build();
        try {
            http.newCall(request).execute().close();
            return StoreAnswer.OK;
        } catch (StoreHttp.Refused e) {
            return e.answer();
        } catch (IOException e) {
            String what = Causes.message(e);
            return new StoreAnswer(StoreAnswer.NONE, what, null);
        }
    }

    /** Asks what the server is, until it has said so. */
    void identify() {
        if (closed || asked || server.kind() != Kind.UNKNOWN) {
            return;
        }
        try (Response ping = get("ping")) {
            server = StoreServer.of(ping.header("X-Influxdb-Version"), hasBuckets());
            asked = ping.code() < 500;
            if (server.kind() != Kind.UNKNOWN) {
                LOG.atInfo().addKeyValue("store", address.shown()).log("The store is {}", server.shown());
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The store does not answer yet");
        }
    }

    private boolean hasBuckets() throws IOException {
        try (Response buckets = get("api/v2/buckets")) {
            return buckets.code() != 404;
        }
    }

    private Response get(String path) throws IOException {
        return http.newCall(new Request.Builder().url(url(path).build()).build())
                .execute();
    }

    /** What an answer other than success means for all lines of the request. */
    WriteOutcome outcome(StoreAnswer answer) {
        int status = answer.status();
        if (status == 429) {
            return new Throttled("The store at " + address.shown() + " asks for a pause", answer.retryAfter());
        }
        if (status == StoreAnswer.NONE) {
            return new Unavailable(
                    "The store at " + address.shown() + " does not answer: " + answer.words(), answer.retryAfter());
        }
        if (TransientFailure.isStatus(status)) {
            String reason =
                    "The store at " + address.shown() + " cannot write now (HTTP " + status + "): " + answer.words();
            return new Unavailable(reason, answer.retryAfter());
        }
        return new Misconfigured(advice(status) + " It says: " + answer.words());
    }

    private String advice(int status) {
        String store = server.shown() + " at " + address.shown();
        return switch (status) {
            case 401 -> store + " does not know the token: set INFLUXDB_TOKEN (user:password for InfluxDB 1.x).";
            case 403 -> store + " does not let this token write: give it write permission for " + place() + ".";
            case 404 -> store + " has no " + place() + ": create it, or set INFLUXDB_BUCKET and INFLUXDB_ORG.";
            case 200, 301, 302, 303, 307, 308 ->
                "What answers at " + address.shown() + " is no store (HTTP " + status
                        + "), perhaps a proxy before it: set INFLUXDB_URL to where the store itself answers.";
            default ->
                store + " refuses the request itself (HTTP " + status + "): check INFLUXDB_URL, INFLUXDB_ORG and"
                        + " INFLUXDB_BUCKET.";
        };
    }

    private String place() {
        return server.kind() == Kind.INFLUXDB_1
                ? "database '" + address.bucket() + "'"
                : "bucket '" + address.bucket() + "' in organisation '" + address.org() + "'";
    }

    /** Writes that are under way fail at once. */
    @Override
    public void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
