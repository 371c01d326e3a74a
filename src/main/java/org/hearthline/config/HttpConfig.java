package org.hearthline.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How this process listens.
 *
 * @param port 0: a free one
 * @param maxBodyBytes of a request
 * @param maxConnections at the same time
 * @param patience with a caller who does not finish its request, or asks nothing more
 * @param apiKey that callers send; absent only on loopback
 * @param linkKey that the stages of one pipeline send each other
 */
public record HttpConfig(
        String host, int port, int maxBodyBytes, int maxConnections, Duration patience, Secret apiKey, Secret linkKey) {
    /** So that guessing is hopeless. */
    private static final int LEAST_KEY_LENGTH = 16;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[?[0-9A-Fa-f:.]+(%\\w+)?]?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");

    static HttpConfig read(Settings settings, Deployment deployment) {
        HttpConfig config = new HttpConfig(
                settings.text("http.host", HOST, "expected a host name or address, such as 127.0.0.1 or 0.0.0.0"),
                settings.number("http.port", 0, 65_535, Optional.of(deployment.port())),
                (int) settings.size("http.max-body", 1L << 10, 1L << 30),
                settings.number("http.max-connections", 10, 100_000),
                settings.duration("http.patience", Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.secret("api.key", LEAST_KEY_LENGTH),
                settings.secret("link.key", LEAST_KEY_LENGTH));
        if (!isLoopback(config.host) && !config.apiKey.isPresent()) {
            settings.fault(
                    "http.host",
                    "others could reach this without a key: set API_KEY (for instance to the output of: openssl rand -hex 32) or stay on 127.0.0.1");
        }
        return config;
    }

    /** By its text, without asking any name server. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Under which name this machine reaches it. */
    String reachableHost() {
        String reachable = ANY.contains(host) ? "localhost" : host;
        return reachable.contains(":") && !reachable.startsWith("[") ? "[" + reachable + "]" : reachable;
    }

    /**
     * Whether a request may name this host. Without a key, only this machine's own names may be used: a page whose name somebody
     * has pointed at this machine would else read everything.
     */
    public boolean isOwnName(String name) {
        return apiKey.isPresent() || isLoopback(name) || name.equalsIgnoreCase(host);
    }

    /** Whether a request to a host and port of this machine would end at this very process. */
    boolean isSelf(String otherHost, int otherPort) {
        return port != 0
                && port == otherPort
                && (isLoopback(otherHost) || otherHost.equals(host) || ANY.contains(otherHost));
    }
}
