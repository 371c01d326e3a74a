package org.hearthline.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The connection to Home Assistant.
 *
 * @param url as given; present where ingestion runs
 * @param token present where ingestion runs
 * @param trustFile with certificates; readable where ingestion runs
 * @param eventTypes at least one
 * @param connectTimeout up to the consent to the token
 * @param authRetry pause after the token was refused
 * @param registryRefresh how long changes of registries are gathered
 * @param historyTimeout of one answer of Home Assistant's history
 * @param bufferBytes of events that wait in the process, full: the socket is paused
 * @param maxMessageBytes of one message of the socket
 */
public record HomeAssistantConfig(
        Optional<URI> url,
        Secret token,
        Optional<Path> trustFile,
        List<String> eventTypes,
        Duration connectTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        Duration reconnectMin,
        Duration reconnectMax,
        Duration authRetry,
        Duration registryRefresh,
        Duration historyTimeout,
        long bufferBytes,
        int maxMessageBytes) {
    private static final Pattern EVENT_TYPE = Pattern.compile("[\\w.-]{1,64}");
    /** What RFC 6750 allows; anything else would not survive the way into an endpoint either. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private static final String SOCKET = "/websocket";

    static HomeAssistantConfig read(Settings settings, boolean needed) {
        Duration hour = Duration.ofHours(1);
        Duration pingInterval = settings.duration("ha.ping-interval", Duration.ofSeconds(1), Duration.ofMinutes(10));
        Duration pingTimeout = settings.duration("ha.ping-timeout", Duration.ofMillis(100), Duration.ofMinutes(10));
        settings.checkAtLeast("ha.ping-interval", pingInterval, "ha.ping-timeout", pingTimeout);
        Duration reconnectMin = settings.duration("ha.reconnect-min", Duration.ofMillis(10), hour);
        Duration reconnectMax = settings.duration("ha.reconnect-max", Duration.ofMillis(10), hour);
        settings.checkAtLeast("ha.reconnect-max", reconnectMax, "ha.reconnect-min", reconnectMin);
        HomeAssistantConfig config = new HomeAssistantConfig(
                settings.url("ha.url", "http", "https", "ws", "wss"),
                settings.secret("ha.token"),
                settings.file("ha.trust-file"),
                settings.list("ha.event-types", EVENT_TYPE, "expected names of event types, separated by commas"),
                settings.duration("ha.connect-timeout", Duration.ofMillis(100), Duration.ofMinutes(10)),
                pingInterval,
                pingTimeout,
                reconnectMin,
                reconnectMax,
                settings.duration("ha.auth-retry", Duration.ofSeconds(1), Duration.ofHours(24)),
                settings.duration("ha.registry-refresh", Duration.ofMillis(10), hour),
                settings.duration("ha.history-timeout", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                settings.size("ha.buffer", 1L << 20, 1L << 30),
                (int) settings.size("ha.max-message", 64L << 10, 1L << 30));
        if (config.token.isPresent() && !TOKEN.matcher(config.token.reveal()).matches()) {
            settings.fault(
                    "ha.token", "***", "not a token: expected letters, digits and . _ ~ + / = - only, on one line");
        }
        if (config.eventTypes.isEmpty()) {
            settings.fault("ha.event-types", "expected at least one event type, such as state_changed");
        }
        if (needed) {
            require(settings);
            config.checkTrustFile(settings);
        }
        return config;
    }

    private static void require(Settings settings) {
        if (!settings.isSet("ha.url")) {
            settings.fault("ha.url", "missing: the address of Home Assistant, such as http://homeassistant.local:8123");
        }
        if (!settings.isSet("ha.token")) {
            settings.fault(
                    "ha.token",
                    "missing: in Home Assistant open your profile, Security, Long-lived access tokens, Create token");
        }
    }

    private void checkTrustFile(Settings settings) {
        if (trustFile
                .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
                .isPresent()) {
            settings.fault("ha.trust-file", "cannot be read: expected a PEM file with certificates, or nothing");
        }
    }

    /** The address of the WebSocket API: {@code ws(s)://…/api/websocket}. */
    public Optional<URI> webSocket() {
        return url.map(address -> {
            String ws = address.toString().replaceFirst("^(?i)http", "ws");
            return URI.create(ws.endsWith(SOCKET) ? ws : ws + "/api" + SOCKET);
        });
    }

    /** The base address of the REST API, without {@code /api} and slash at the end: {@code http(s)://…}. */
    public Optional<URI> http() {
        return url.map(address -> URI.create(
                address.toString().replaceFirst("^(?i)ws", "http").replaceFirst("(/api)?" + SOCKET + "$", "")));
    }
}
