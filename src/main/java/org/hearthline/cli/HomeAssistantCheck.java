package org.hearthline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.hearthline.config.Secret;
import org.hearthline.event.Place;

/** Logs in to Home Assistant as the pipeline does, and asks what it is and what the token may read. */
final class HomeAssistantCheck {
    private static final String NAME = "Home Assistant";

    private final URI webSocket;
    private final Secret token;
    private final Duration patience;

    /**
     * @param webSocket {@code ws(s)://…/api/websocket}
     * @param patience with the whole conversation
     */
    HomeAssistantCheck(URI webSocket, Secret token, Duration patience) {
        this.webSocket = webSocket;
        this.token = token;
        this.patience = patience;
    }

    /** Where the house stands, if it said so. */
    record Result(Finding finding, Optional<Place> place) {}

    Result run() throws InterruptedException {
        try (HomeAssistantSocket socket = HomeAssistantSocket.connect(webSocket, patience)) {
            return talk(socket);
        } catch (CompletionException | TimeoutException e) {
            return bad(connectFailure(e));
        } catch (JsonProcessingException e) {
            return bad("what answers at " + webSocket + " is not Home Assistant. Check HA_URL.");
        }
    }

    private Result talk(HomeAssistantSocket socket)
            throws JsonProcessingException, InterruptedException, TimeoutException {
        String version = socket.next().path("ha_version").asText("of unknown version");
        socket.send(Map.of("type", "auth", "access_token", token.reveal()));
        String answer = socket.next().path("type").asText();
        if (!answer.equals("auth_ok")) {
            return bad(version + " at " + webSocket + " refuses the token. Make a new one: your profile, Security,"
                    + " Long-lived access tokens, Create token; then set HA_TOKEN.");
        }
        JsonNode config = ask(socket, 1, "get_config").path("result");
        boolean readsRegistries =
                ask(socket, 2, "config/area_registry/list").path("success").asBoolean();
        return new Result(Finding.good(NAME, text(version, config, readsRegistries)), place(config));
    }

    private static JsonNode ask(HomeAssistantSocket socket, int id, String type)
            throws JsonProcessingException, InterruptedException, TimeoutException {
        socket.send(Map.of("id", id, "type", type));
        return socket.next();
    }

    private String text(String version, JsonNode config, boolean readsRegistries) {
        String house = config.path("location_name").asText("");
        String state = config.path("state").asText("unknown");
        String registries = readsRegistries
                ? "the token may read the registries"
                : "the token may not read the registries, so events will carry no area and no device;"
                        + " use the token of another user if you want them";
        return "%s%s at %s, state %s; %s."
                .formatted(version, house.isEmpty() ? "" : " '" + house + "'", webSocket, state, registries);
    }

    private static Optional<Place> place(JsonNode config) {
        JsonNode latitude = config.path("latitude");
        JsonNode longitude = config.path("longitude");
        return latitude.isNumber() && longitude.isNumber()
                ? Optional.of(new Place(latitude.asDouble(), longitude.asDouble()))
                : Optional.empty();
    }

    private String connectFailure(Exception failure) {
        if (failure.getCause() instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            return switch (status) {
                case 403 ->
                    webSocket + " answers 403: Home Assistant has banned this address, or a proxy keeps it out."
                            + " Look into ip_bans.yaml.";
                case 502, 503, 504 ->
                    webSocket + " answers " + status + ": a proxy is there, Home Assistant behind it is not."
                            + " Is it starting?";
                default ->
                    webSocket + " answers " + status + " and opens no WebSocket. Check HA_URL; a proxy must pass"
                            + " WebSockets on.";
            };
        }
        return NoAnswer.reason(failure, webSocket.toString(), NAME);
    }

    private static Result bad(String text) {
        return new Result(Finding.bad(NAME, text), Optional.empty());
    }
}
