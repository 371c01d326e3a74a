package org.hearthline;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * How routes call others over HTTP: once. Apache's client would otherwise send a request again that was answered by 429 or 503, or
 * whose connection broke; retries belong to the outbox alone, and a circuit breaker has to see each failure.
 */
final class OutboundHttp {
    /** Requests at a time to one address; others wait for as long as connecting may take. */
    static final int CONNECTIONS = 20;

    private static final int ALL_CONNECTIONS = 200;

    private OutboundHttp() {}

    /** Before the routes are loaded. */
    static void configure(CamelContext camel) {
        readCertificates();
        for (String scheme : List.of("http", "https")) {
            HttpComponent http = camel.getComponent(scheme, HttpComponent.class);
            http.setHttpClientConfigurer(HttpClientBuilder::disableAutomaticRetries);
            http.setConnectionsPerRoute(CONNECTIONS);
            http.setMaxTotalConnections(ALL_CONNECTIONS);
        }
    }

    /** Those that Java trusts, once: they stay in memory then, and each endpoint would read them anew otherwise. */
    private static void readCertificates() {
        try {
            SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new StartFailure("The certificates that Java trusts cannot be read: " + e.getMessage(), e);
        }
    }
}
