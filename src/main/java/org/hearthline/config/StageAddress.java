package org.hearthline.config;

import java.net.URI;

/**
 * Where the commands find the process that runs a stage.
 *
 * @param base address without slash at the end; port 0 when it is a free one, which nobody else can know
 * @param key what it asks callers for, if anything
 */
public record StageAddress(URI base, Secret key) {
    static StageAddress of(Stage stage, Deployment deployment, HttpConfig http) {
        if (!deployment.runs(stage)) {
            return new StageAddress(deployment.link(stage), http.apiKey().isPresent() ? http.apiKey() : http.linkKey());
        }
        return new StageAddress(URI.create("http://" + http.reachableHost() + ":" + http.port()), http.apiKey());
    }
}
