package org.hearthline;

import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.hearthline.routes.trial.StoredLines;
import org.hearthline.storage.Export;
import org.hearthline.storage.StoreQueries;
import org.jspecify.annotations.Nullable;

/** Stored events for trials, where the storage stage runs in this process: through its own route, with its breaker. */
final class StoredHere implements StoredLines {
    private final StoreQueries queries;
    private final ProducerTemplate routes;

    StoredHere(StoreQueries queries, ProducerTemplate routes) {
        this.queries = queries;
        this.routes = routes;
    }

    @Override
    public Pages open(String from) {
        Object query = queries.exportQuery(Map.of("format", "ndjson", "start_time", from));
        Export export = routes.requestBody("direct:storage-ask", query, Export.class);
        return new Pages() {
            @Override
            public byte @Nullable [] get() {
                return export.next();
            }

            @Override
            public void close() {
                // An export keeps nothing open.
            }
        };
    }
}
