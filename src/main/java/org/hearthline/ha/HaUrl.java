package org.hearthline.ha;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/** Where Home Assistant's WebSocket is. */
final class HaUrl {
    private static final String PATH = "/api/websocket";
    private static final Map<String, String> SCHEMES = Map.of("http", "ws", "ws", "ws", "https", "wss", "wss", "wss");

    private HaUrl() {}

    /**
     * Reads what people write: {@code http(s)://} or {@code ws(s)://}, with or without {@code /api/websocket}; a path in front
     * of it (a reverse proxy's) stays, and so does a path that ends in {@code /websocket} (the Supervisor's).
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    static URI parse(String text) {
        URI given = uri(text.strip());
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        String webSocket = SCHEMES.get(scheme);
        if (webSocket == null || given.getHost() == null || given.getUserInfo() != null) {
            throw notAllowed(text, null);
        }
        String path = given.getPath() == null ? "" : given.getPath().replaceAll("/+$", "");
        int port = given.getPort() >= 0 ? given.getPort() : "wss".equals(webSocket) ? 443 : 80;
        return uri(
                webSocket + "://" + given.getHost() + ":" + port + (path.endsWith("/websocket") ? path : path + PATH));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw notAllowed(text, e);
        }
    }

    private static IllegalArgumentException notAllowed(
            String text, @org.jspecify.annotations.Nullable Throwable cause) {
        String shown = text.contains("@") ? "(not shown: it holds a user)" : "'" + text + "'";
        return new IllegalArgumentException(
                "url " + shown + ": expected http://, https://, ws:// or wss://, a host, and no user or password;"
                        + " for example http://homeassistant.local:8123",
                cause);
    }
}
