package org.hearthline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import org.hearthline.config.Secret;
import org.hearthline.config.Stage;

/** Asks a stage in another process who it is, and whether it takes this process's LINK_KEY. */
final class LinkCheck {
    private static final int UNAUTHORIZED = 401;

    private final Stage stage;
    private final URI base;
    private final Secret linkKey;
    private final Duration patience;

    LinkCheck(Stage stage, URI base, Secret linkKey, Duration patience) {
        this.stage = stage;
        this.base = base;
        this.linkKey = linkKey;
        this.patience = patience;
    }

    Finding run() throws InterruptedException {
        String setting = "LINK_" + stage.id().toUpperCase(Locale.ROOT);
        HttpClient http = HttpClient.newBuilder().connectTimeout(patience).build();
        try {
            HttpResponse<String> health = http.send(request("/health"), BodyHandlers.ofString());
            String service =
                    new ObjectMapper().readTree(health.body()).path("service").asText();
            if (!service.equals(stage.serviceName())) {
                return bad((service.isEmpty() ? "something else" : service) + " answers at " + base
                        + ". Where one process runs both, give " + base + "/" + stage.id() + " in " + setting + ".");
            }
            int status = http.send(request("/api/v1/metrics"), BodyHandlers.discarding())
                    .statusCode();
            return status == UNAUTHORIZED
                    ? bad("it refuses this process's key. Give both the same LINK_KEY.")
                    : Finding.good(name(), "answers at " + base + ".");
        } catch (IOException e) {
            return bad(NoAnswer.reason(e, base.toString(), stage.serviceName()) + " Start it, or set " + setting
                    + ". Until then, events wait.");
        }
    }

    private HttpRequest request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
        linkKey.bearer().ifPresent(key -> request.header("Authorization", key));
        return request.build();
    }

    private Finding bad(String text) {
        return Finding.bad(name(), text);
    }

    private String name() {
        return "Stage " + stage.id();
    }
}
