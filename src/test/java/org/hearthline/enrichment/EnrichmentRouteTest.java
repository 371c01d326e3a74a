package org.hearthline.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.hearthline.StageAlone;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.Place;
import org.hearthline.event.SampleEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnrichmentRouteTest {
    private static final Place HOME = new Place(52.37, 4.89);

    private final List<Object> asked = new ArrayList<>();
    private final StageAlone stage = new StageAlone(
            "enrichment",
            Map.of("door.weather", "direct:weather", "door.storage", "direct:next"),
            Map.of("normaliser", new Normaliser(), "weatherEnricher", new WeatherEnricher(List.of("*"))),
            weatherDoor());

    private final Event temperature = SampleEvents.temperature("sensor.kitchen", "21.4");
    private final Event removal = SampleEvents.removal("sensor.gone");

    private RouteBuilder weatherDoor() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:weather").process(exchange -> {
                    Object place = exchange.getMessage().getBody();
                    asked.add(place);
                    exchange.getMessage().setHeader("CamelCaffeineKey", "of the weather's");
                    exchange.getMessage().setBody(observation(place));
                });
            }
        };
    }

    private static Observation observation(@Nullable Object place) {
        return place == null
                ? Observation.unavailable("test")
                : new Observation(Availability.FRESH, 11.5, 81.0, 1012.3, 4.1, "clouds", null, "test");
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    @Test
    void everyEventOfAFrameGetsTheWeatherThatIsAskedForOnce() {
        stage.send(frame(HOME, temperature, removal, temperature));

        assertThat(asked).containsExactly(HOME);
        assertThat(stage.handedOn())
                .singleElement()
                .satisfies(next -> assertThat(next.events())
                        .hasSize(3)
                        .allSatisfy(event -> assertThat(event.enriched().weather())
                                .isNotNull()
                                .extracting(Observation::temperature)
                                .isEqualTo(11.5)));
    }

    /** The first system cached another shape than it read: only the first event had values (lessons 9). */
    @Test
    void theSecondFrameHasValuesToo() {
        stage.send(frame(HOME, temperature));
        stage.send(frame(HOME, temperature));

        assertThat(stage.handedOn())
                .hasSize(2)
                .allSatisfy(next ->
                        assertThat(next.events().get(0).enriched().weather()).isNotNull());
    }

    @Test
    void houseWithoutPlaceHasNoWeatherAndLosesNothing() {
        Exchange answer = stage.send(frame(null, temperature));

        assertThat(answer.getException()).isNull();
        assertThat(asked).hasSize(1).containsOnlyNulls();
        assertThat(stage.handedOn().get(0).events()).singleElement().satisfies(event -> {
            assertThat(event.value()).isEqualTo(21.4);
            assertThat(event.enriched().weather()).isNull();
        });
    }

    @Test
    void variablePlaceMayBeSetToNothing() {
        Exchange answer = stage.context().createProducerTemplate().request("direct:enrichment", exchange -> {
            exchange.getMessage().setBody(frame(null, temperature));
            exchange.setVariable("place", null);
        });

        assertThat(answer.getException()).isNull();
        assertThat(stage.handedOn()).hasSize(1);
    }

    @Test
    void nothingOfTheWeathersDoorStaysOnTheFrame() {
        Exchange answer = stage.send(frame(HOME, temperature));

        assertThat(answer.getMessage().getHeaders()).doesNotContainKey("CamelCaffeineKey");
    }

    @Test
    void answersATrialWithWhatWouldBeStored() {
        Exchange answer = stage.send(frame(HOME, temperature).asTrial());

        assertThat(stage.handedOn()).isEmpty();
        assertThat(answer.getMessage().getBody(Frame.class).events())
                .singleElement()
                .satisfies(event -> assertThat(event.value()).isEqualTo(21.4));
    }

    private static Frame frame(@Nullable Place place, Event... events) {
        return Frame.of(new UUID(0, 1), SampleEvents.HOUSE, place, List.of(events));
    }
}
