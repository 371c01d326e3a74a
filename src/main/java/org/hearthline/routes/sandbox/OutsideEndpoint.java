package org.hearthline.routes.sandbox;

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** Any endpoint of a file in a sandbox. Takes every option, and connects to nothing. */
final class OutsideEndpoint extends DefaultEndpoint {
    private final String uri;
    private final OutsideComponent component;

    OutsideEndpoint(String uri, OutsideComponent component) {
        super(uri, component);
        this.uri = uri;
        this.component = component;
    }

    /** The endpoint without its options: the same for whoever sends to it and whoever takes from it. */
    private String key() {
        return StringHelper.before(uri, "?", uri).replace("://", ":");
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                Processor route = component.route(key());
                if (route == null) {
                    component.outside().receive(uri, exchange);
                } else {
                    route.process(exchange);
                }
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor) {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                component.begins(key(), getProcessor());
            }

            @Override
            protected void doStop() throws Exception {
                component.ends(key());
                super.doStop();
            }
        };
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        return new Nothing();
    }

    /** What a step polls from outside: the answer that the test gives, if any. */
    private final class Nothing extends PollingConsumerSupport {
        Nothing() {
            super(OutsideEndpoint.this);
        }

        @Override
        public @Nullable Exchange receive() {
            Exchange exchange = getEndpoint().createExchange();
            try {
                component.outside().receive(uri, exchange);
            } catch (java.io.IOException e) {
                exchange.setException(e);
            }
            return exchange;
        }

        @Override
        public @Nullable Exchange receiveNoWait() {
            return receive();
        }

        @Override
        public @Nullable Exchange receive(long timeout) {
            return receive();
        }
    }
}
