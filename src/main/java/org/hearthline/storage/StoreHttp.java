package org.hearthline.storage;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.hearthline.event.RetryAfter;

/**
 * How requests to a store travel: at once, once, with the credentials that this server understands, at the path where it takes
 * writes, and with the server's words kept when it refuses one. Any thread.
 */
final class StoreHttp {
    private static final String WRITE = "/api/v2/write";
    private static final long MAX_BODY = 1 << 20;

    private final StoreAddress address;
    private final Supplier<StoreServer.Kind> kind;
    private final Duration timeout;
    private final Clock clock;

    /** A write that was answered, and not with success. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final transient StoreAnswer answer;

        Refused(StoreAnswer answer) {
            super("HTTP " + answer.status());
            this.answer = answer;
        }

        StoreAnswer answer() {
            return answer;
        }
    }

    /**
     * @param kind what the server turned out to be, as far as known
     * @param timeout of one request, from connecting to the answer's end
     */
    StoreHttp(StoreAddress address, Supplier<StoreServer.Kind> kind, Duration timeout, Clock clock) {
        this.address = address;
        this.kind = kind;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * For writes and queries. A server that says nothing is given up before the whole time is over, one that nobody runs
     * earlier. Nobody is followed elsewhere: there, a write would become a read, and the credentials somebody else's.
     */
    OkHttpClient client() {
        return new OkHttpClient.Builder()
                .connectionSpecs(List.of(address.isTls() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT))
                .followRedirects(false)
                .socketFactory(new NoDelaySockets())
                .connectTimeout(timeout.multipliedBy(3).dividedBy(10))
                .readTimeout(timeout.multipliedBy(8).dividedBy(10))
                .writeTimeout(timeout.multipliedBy(8).dividedBy(10))
                .callTimeout(timeout)
                .addInterceptor(this::write)
                .addNetworkInterceptor(this::send)
                .build();
    }

    private Response write(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        if (body == null || !request.url().encodedPath().endsWith(WRITE)) {
            return chain.proceed(request);
        }
        boolean compressed = !address.isLoopback();
        Request.Builder once = request.newBuilder()
                .url(kind.get() == StoreServer.Kind.INFLUXDB_1 ? asVersion1(request.url()) : request.url())
                .post(new SentOnce(body, compressed));
        if (compressed) {
            once.header("Content-Encoding", "gzip");
        }
        Response response = chain.proceed(once.build());
        String words = response.peekBody(MAX_BODY).string();
        if (response.isSuccessful() && words.isEmpty()) {
            return response;
        }
        try (response) {
            throw new Refused(new StoreAnswer(
                    response.code(),
                    words.isEmpty() ? elsewhere(response) : words,
                    RetryAfter.parse(response.header("Retry-After"), clock).orElse(null)));
        }
    }

    private static String elsewhere(Response response) {
        HttpUrl target = response.request().url().resolve(Objects.requireNonNullElse(response.header("Location"), ""));
        return response.isRedirect() && target != null
                ? "it is at " + target.scheme() + "://" + target.host() + ":" + target.port()
                : "";
    }

    /** InfluxDB 1.x takes the same lines at /write, into a database, optionally one of its retention policies. */
    private static HttpUrl asVersion1(HttpUrl url) {
        String path = url.encodedPath();
        String bucket = String.valueOf(url.queryParameter("bucket"));
        int slash = bucket.indexOf('/');
        HttpUrl.Builder write = url.newBuilder()
                .encodedPath(path.substring(0, path.length() - WRITE.length()) + "/write")
                .query(null)
                .addQueryParameter("db", slash < 0 ? bucket : bucket.substring(0, slash))
                .addQueryParameter("precision", url.queryParameter("precision"));
        if (slash >= 0) {
            write.addQueryParameter("rp", bucket.substring(slash + 1));
        }
        return write.build();
    }

    private Response send(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(authorized(chain.request()));
        // OkHttp would send a request again by itself when told to retry after no time at all.
        return response.code() == 503 && "0".equals(response.header("Retry-After"))
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }

    private Request authorized(Request request) {
        if (address.token().isEmpty()) {
            return request;
        }
        boolean basic = address.hasUserAndPassword()
                && (kind.get() == StoreServer.Kind.INFLUXDB_1 || kind.get() == StoreServer.Kind.QUESTDB);
        int colon = address.token().indexOf(':');
        String credentials = basic
                ? Credentials.basic(
                        address.token().substring(0, colon), address.token().substring(colon + 1))
                : "Token " + address.token();
        return request.newBuilder().header("Authorization", credentials).build();
    }
}
