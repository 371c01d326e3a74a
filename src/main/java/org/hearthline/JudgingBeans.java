package org.hearthline;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.enrichment.Normaliser;
import org.hearthline.enrichment.WeatherEnricher;
import org.hearthline.event.Redaction;
import org.hearthline.health.RouteWatch;
import org.hearthline.storage.FlatEvent;
import org.hearthline.validation.Rules;

/**
 * The beans by which route files judge events and make of them what they send: the same in a running process and where a file is only tested.
 *
 * @param futureLimit how far in the future an event may lie
 * @param weatherFor domains and device classes that get the weather, or {@code *}
 */
public record JudgingBeans(Duration futureLimit, Collection<String> weatherFor, Clock clock) {
    public JudgingBeans {
        weatherFor = List.copyOf(weatherFor);
    }

    /** As configured. */
    public static JudgingBeans of(Config config, Clock clock) {
        return new JudgingBeans(
                config.validation().futureLimit(), config.weather().wantedFor(), clock);
    }

    /** Binds them, in a context that nobody watches. */
    public void bind(CamelContext camel) {
        bind(camel, new RouteWatch(clock));
    }

    /** Binds them; {@code watch} is told which steps fail. */
    void bind(CamelContext camel, RouteWatch watch) {
        camel.getCamelContextExtension().addInterceptStrategy(new FailedStep());
        Registry registry = camel.getRegistry();
        registry.bind("frame", new FrameAggregationStrategy(watch));
        registry.bind("frameGate", new FrameGate());
        registry.bind("rules", new Rules(futureLimit, clock));
        registry.bind("normaliser", new Normaliser());
        registry.bind("redact", new Redaction());
        registry.bind("flatEvent", new FlatEvent());
        registry.bind("weatherEnricher", new WeatherEnricher(weatherFor));
    }
}
