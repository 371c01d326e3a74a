package org.hearthline.ha;

import io.vertx.core.Vertx;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** {@code ha:}, a Home Assistant as the start of a route. Uses the one Vert.x of the registry, else makes its own. */
@Component("ha")
public final class HaComponent extends DefaultComponent {
    private @Nullable Vertx vertx;
    private boolean own;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!HaEndpoint.EVENTS.equals(remaining) && !HaEndpoint.HISTORY.equals(remaining)) {
            throw new IllegalArgumentException("ha:" + remaining + ": expected ha:events or ha:history");
        }
        HaEndpoint endpoint = new HaEndpoint(uri, this);
        endpoint.setResource(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Vertx vertx() {
        if (vertx == null) {
            vertx = getCamelContext().getRegistry().findSingleByType(Vertx.class);
            own = vertx == null;
            vertx = own ? Vertx.vertx() : vertx;
        }
        return vertx;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (own && vertx != null) {
            vertx.close();
            vertx = null;
        }
    }
}
