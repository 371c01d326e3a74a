package org.hearthline.storage;

import java.net.URI;
import java.util.Locale;

/**
 * Where the store is and how to get in.
 *
 * @param url base address, http or https
 * @param token an InfluxDB token, {@code user:password} for InfluxDB 1.x and QuestDB, or empty; never shown
 * @param org organisation of InfluxDB 2.x; may be empty elsewhere
 * @param bucket bucket, or database ({@code db} or {@code db/retention-policy}) of InfluxDB 1.x
 */
public record StoreAddress(URI url, String token, String org, String bucket) {
    /** Whether it runs on this machine, so that compressing would only cost. */
    boolean isLoopback() {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    boolean isTls() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    boolean hasUserAndPassword() {
        return token.indexOf(':') > 0;
    }

    /** Scheme, host, port and path: what may be shown, without a name or password in the address. */
    String shown() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getPath() == null ? "" : url.getPath();
        return url.getScheme() + "://" + url.getHost() + port + path;
    }

    @Override
    public String toString() {
        return shown() + " (organisation '" + org + "', bucket '" + bucket + "')";
    }
}
