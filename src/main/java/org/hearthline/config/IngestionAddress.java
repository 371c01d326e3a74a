package org.hearthline.config;

import java.net.URI;

/**
 * Where the commands find the process that runs ingestion.
 *
 * @param base address without slash at the end; port 0 when it is a free one, which nobody else can know
 * @param key what it asks callers for, if anything
 */
public record IngestionAddress(URI base, Secret key) {
    static IngestionAddress of(Deployment deployment, HttpConfig http) {
        if (!deployment.runs(Stage.INGESTION)) {
            return new IngestionAddress(
                    deployment.link(Stage.INGESTION), http.apiKey().isPresent() ? http.apiKey() : http.linkKey());
        }
        return new IngestionAddress(URI.create("http://" + http.reachableHost() + ":" + http.port()), http.apiKey());
    }
}
