package org.hearthline;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.hearthline.outbox.Broker;

/**
 * One route for each partition of the outbox: as many as there are queues, so they cannot stand in a file. Each takes one message
 * after the other inside a transaction and hands it to {@code delivery-carry} (delivery.camel.yaml); what that does with the
 * outbox's connections belongs to the same transaction, which is committed when it comes back. While that route is away, stopped or
 * exchanged for a new one, the message is kept here as it would be there.
 */
final class DeliveryRoutes extends RouteBuilder {
    private static final int LAST = 1_000_000;

    private final String from;
    private final List<String> queues;

    /**
     * The routes of an outbox.
     *
     * @param from Camel endpoint, with {@code {partition}} where the number stands
     * @param queues that exist
     */
    DeliveryRoutes(String from, List<String> queues) {
        this.from = from;
        this.queues = queues;
    }

    @Override
    public void configure() {
        for (String queue : queues) {
            String partition = queue.substring(Broker.OUTBOX.length());
            String id = "delivery-" + partition;
            RouteDefinition route = from(from.replace("{partition}", partition));
            route.getInput().setId(id + "-in");
            // Behind all others: a frame that waits is delivered as soon as its route starts.
            route.routeId(id)
                    .startupOrder(LAST + Integer.parseInt(partition))
                    .routeDescription(
                            "Takes one frame after the other out of partition " + partition + " of the outbox.")
                    .precondition("{{stage.ingestion}}")
                    .routeConfigurationId("deliver-for-ever")
                    .to("direct:delivery-carry")
                    .id(id + "-out");
        }
    }
}
