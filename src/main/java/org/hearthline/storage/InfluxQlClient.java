package org.hearthline.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.hearthline.event.Causes;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.RetryAfter;
import org.hearthline.event.TransientFailure;

/**
 * Asks an InfluxDB in InfluxQL, the one language that 1.x, 2.x and 3.x all answer. Any thread.
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v2/api-guide/influxdb-1x/query/">the /query endpoint</a>
 */
final class InfluxQlClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration WHEN_MISCONFIGURED = Duration.ofSeconds(60);

    private final StoreClient client;
    private final OkHttpClient http;
    private final Clock clock;

    InfluxQlClient(StoreClient client, Clock clock) {
        this.clock = clock;
        this.client = client;
        this.http = client.http();
    }

    /**
     * The series of one query, each with {@code tags}, {@code columns} and {@code values}; times in ns.
     *
     * @throws TransientFailure when the store is away, or not set up to be read
     */
    List<JsonNode> series(String query) {
        JsonNode result = answer(query).path("results").path(0);
        if (result.hasNonNull("error")) {
            throw misconfigured(result.path("error").asText());
        }
        List<JsonNode> series = new ArrayList<>();
        result.path("series").forEach(series::add);
        return series;
    }

    /** Names of columns in their order. */
    static List<String> columns(JsonNode series) {
        List<String> columns = new ArrayList<>();
        series.path("columns").forEach(column -> columns.add(column.asText()));
        return columns;
    }

    private JsonNode answer(String query) {
        String bucket = client.address().bucket();
        int slash = bucket.indexOf('/');
        FormBody.Builder form = new FormBody.Builder()
                .add("db", slash < 0 ? bucket : bucket.substring(0, slash))
                .add("epoch", "ns")
                .add("q", query);
        if (slash >= 0) {
            form.add("rp", bucket.substring(slash + 1));
        }
        client.identify();
        Request request = new Request.Builder()
                .url(client.url("query").build())
                .header("Accept", "application/json")
                .post(form.build())
                .build();
        try (Response response = http.newCall(request).execute()) {
            String body = response.body() == null ? "" : response.body().string();
            if (!response.isSuccessful()) {
                throw failed(new StoreAnswer(
                        response.code(),
                        body,
                        RetryAfter.parse(response.header("Retry-After"), clock).orElse(null)));
            }
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new TransientFailure(
                    "The store at " + client.address().shown() + " does not answer a query: " + Causes.message(e), e);
        }
    }

    private TransientFailure failed(StoreAnswer answer) {
        boolean ours = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
        return ours
                ? misconfigured("HTTP " + answer.status() + ", " + answer.words())
                : new TransientFailure(
                        ErrorCode.UNAVAILABLE,
                        "The store at " + client.address().shown() + " cannot answer a query now (HTTP "
                                + answer.status() + "): " + answer.words(),
                        answer.retryAfter(),
                        null);
    }

    /** Also "database not found", which comes with status 200. */
    private TransientFailure misconfigured(String words) {
        String advice =
                "The store at " + client.address() + " refuses queries: check INFLUXDB_TOKEN, INFLUXDB_BUCKET and"
                        + " whether the token may read. It says: " + words;
        return new TransientFailure(ErrorCode.UNAVAILABLE, advice, WHEN_MISCONFIGURED, null);
    }
}
