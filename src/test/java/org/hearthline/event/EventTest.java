package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hearthline.event.Observation.Availability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route's author sees. */
class EventTest {
    private static final Event KITCHEN = SampleEvents.temperature("sensor.kitchen", "21.4");
    private static final Event GONE = SampleEvents.removal("sensor.gone");
    private static final Event FIRED = SampleEvents.fired("my_event", "{}");

    @Test
    void stateChangeSaysWhatHomeAssistantSaid() {
        assertThat(KITCHEN.entityId()).isEqualTo("sensor.kitchen");
        assertThat(KITCHEN.domain()).isEqualTo("sensor");
        assertThat(KITCHEN.eventType()).isEqualTo("state_changed");
        assertThat(KITCHEN.state()).isEqualTo("21.4");
        assertThat(KITCHEN.oldState()).isEqualTo("20.0");
        assertThat(KITCHEN.value()).isNull();
        assertThat(KITCHEN.unit()).isEqualTo("°C");
        assertThat(KITCHEN.deviceClass()).isEqualTo("temperature");
        assertThat(KITCHEN.friendlyName()).isEqualTo("Kitchen Temperature");
        assertThat(KITCHEN.attributes()).containsEntry("unit_of_measurement", "°C");
        assertThat(KITCHEN.time()).isEqualTo(SampleEvents.TIME);
        assertThat(KITCHEN.origin()).isEqualTo("LOCAL");
        assertThat(KITCHEN.contextId()).isEqualTo(SampleEvents.CONTEXT_ID);
        assertThat(KITCHEN.isRemoval()).isFalse();
        assertThat(KITCHEN.storedNanos()).isEqualTo(EventId.storedNanos(KITCHEN.id(), KITCHEN.micros()));
    }

    @Test
    void removalIsDescribedByItsLastState() {
        Event gone = SampleEvents.change("sensor.gone")
                .from("1")
                .to(null)
                .attribute("unit_of_measurement", "W")
                .event();

        assertThat(gone.isRemoval()).isTrue();
        assertThat(gone.state()).isNull();
        assertThat(gone.oldState()).isEqualTo("1");
        assertThat(gone.unit()).isEqualTo("W");
        assertThat(gone.attributes()).containsEntry("unit_of_measurement", "W");
    }

    @Test
    void eventWithoutEntityHasNothingOfAState() {
        assertThat(FIRED.entityId()).isNull();
        assertThat(FIRED.domain()).isNull();
        assertThat(FIRED.state()).isNull();
        assertThat(FIRED.oldState()).isNull();
        assertThat(FIRED.describing()).isNull();
        assertThat(FIRED.attributes()).isEmpty();
        assertThat(FIRED.unit()).isNull();
        assertThat(FIRED.deviceClass()).isNull();
        assertThat(FIRED.friendlyName()).isNull();
        assertThat(FIRED.isRemoval()).isFalse();
    }

    @Test
    void whatEnrichmentFoundComesFirst() {
        Event event = KITCHEN.with(new Enriched(70.5, "class", "°F", "name", null, null, Map.of()));

        assertThat(event.value()).isEqualTo(70.5);
        assertThat(event.unit()).isEqualTo("°F");
        assertThat(event.deviceClass()).isEqualTo("class");
        assertThat(event.friendlyName()).isEqualTo("name");
    }

    @Test
    void labelsAreItsPlace() {
        Event event = KITCHEN.with(new Labels("Kitchen", "Thermometer", "Ground", List.of("a")));

        assertThat(event.area()).isEqualTo("Kitchen");
        assertThat(event.device()).isEqualTo("Thermometer");
        assertThat(event.floor()).isEqualTo("Ground");
        assertThat(event.id()).isEqualTo(KITCHEN.id());
        assertThat(GONE.area()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"light.a, light", "light.a.b, light", "light, ''", ".a, ''"})
    void domainIsWhatStandsBeforeTheFirstDot(String entityId, String domain) {
        assertThat(SampleEvents.change(entityId).event().domain()).isEqualTo(domain);
    }

    @Test
    void receivedEventWithoutTimeHappenedWhenItWasReceived() {
        EventData data = new EventParser(Set.of()).parse(JsonSlice.of("{\"event_type\":\"x\"}"));

        assertThat(Events.received("home", "s", data, 17, Labels.NONE).micros()).isEqualTo(17);
    }

    @Test
    void attributesAreReadOnceAndCannotBeChanged() {
        Attributes attributes = new Attributes(JsonSlice.of("{\"a\":1,\"b\":null,\"c\":12345678901234567890}"));

        assertThat(attributes.asMap())
                .isSameAs(attributes.asMap())
                .containsEntry("a", 1)
                .containsEntry("b", null);
        assertThatThrownBy(() -> attributes.asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(attributes).hasToString("{\"a\":1,\"b\":null,\"c\":12345678901234567890}");
        assertThat(attributes).isNotEqualTo(Attributes.EMPTY).isNotEqualTo("{}");
        assertThat(new Attributes(JsonSlice.of("{}")))
                .isEqualTo(Attributes.EMPTY)
                .hasSameHashCodeAs(Attributes.EMPTY);
    }

    @Test
    void attributesThatAreNoObjectAreABug() {
        Attributes broken = new Attributes(JsonSlice.of("{"));

        assertThatThrownBy(broken::asMap).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void sliceIsEqualByItsBytes() {
        JsonSlice part = new JsonSlice("[{\"ü\":1}]".getBytes(StandardCharsets.UTF_8), 1, 8);

        assertThat(part).isEqualTo(JsonSlice.of("{\"ü\":1}")).hasSameHashCodeAs(JsonSlice.of("{\"ü\":1}"));
        assertThat(part).isNotEqualTo(JsonSlice.of("{}")).isNotEqualTo("{}");
        assertThat(part.copy()).hasSize(8);
        assertThat(part).hasToString("{\"ü\":1}");
    }

    @Test
    void usersFieldsAreSortedAndAddedTo() {
        Enriched enriched =
                Enriched.NOTHING.withFields(Map.of("b", 1.0, "a", "x")).withFields(Map.of("b", 2.0, "c", "y"));

        assertThat(enriched.fields().toString()).isEqualTo("{a=x, b=2.0, c=y}");
        assertThatThrownBy(() -> enriched.fields().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void unavailableWeatherSaysSo() {
        Observation none = Observation.unavailable("open-meteo");

        assertThat(none.isAvailable()).isFalse();
        assertThat(none.temperature()).isNull();
        assertThat(none.as(Availability.STALE).isAvailable()).isTrue();
    }

    @Test
    void placeIsReadAndWritten() {
        assertThat(Place.parse(" 52.52 ,-13.405")).isEqualTo(new Place(52.52, -13.405));
        assertThat(new Place(52.52, -13.4050001).text()).isEqualTo("52.520000,-13.405000");
        assertThat(Place.parse(new Place(-90, 180).text())).isEqualTo(new Place(-90, 180));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,2,3", "a,b", "91,0", "-90.1,0", "0,180.1", "0,-181", "NaN,0", "0,NaN", "1,"})
    void refusesWhatIsNoPlace(String text) {
        assertThatThrownBy(() -> Place.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(expected|latitude|longitude).*");
    }

    @Test
    void failuresSayWhatTheyAre() {
        Rejected rejected = new Rejected("too warm");
        TransientFailure away = new TransientFailure("store is away", null);
        TransientFailure slow = new TransientFailure(ErrorCode.TIMEOUT, "slow", Duration.ofSeconds(3), away);

        assertThat(rejected.fault()).isEqualTo(Fault.of(ErrorCode.REJECTED, "too warm"));
        assertThat(rejected).hasMessage("too warm").hasNoCause();
        assertThat(rejected.getStackTrace()).isEmpty();
        assertThat(away.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(away.retryAfter()).isEmpty();
        assertThat(slow.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(slow.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(slow).hasCause(away);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorHasAStatus(ErrorCode code) {
        assertThat(code.httpStatus()).isBetween(400, 599);
    }

    @Test
    void faultKeepsTheOrderOfItsDetails() {
        assertThat(Fault.invalid("a", "b", "c").details().toString()).isEqualTo("{field=a, issue=b, expected=c}");
    }

    @Test
    void deliveriesAddUpInTheCallersOrder() {
        Fault fault = Fault.of(ErrorCode.REJECTED, "no");
        Delivery one = new Delivery(2, 1, List.of(new Rejection(5, null, "a", "a", fault)));
        Delivery two = new Delivery(3, 4, List.of(new Rejection(1, null, "b", "b", fault)));

        Delivery sum = one.plus(two);

        assertThat(sum.accepted()).isEqualTo(5);
        assertThat(sum.filtered()).isEqualTo(5);
        assertThat(sum.rejected()).extracting(Rejection::index).containsExactly(1, 5);
        assertThat(sum.events()).isEqualTo(12);
        assertThat(Delivery.NOTHING.events()).isZero();
    }

    @Test
    void faultWithoutAPlaceIsInTheFirstLine() {
        var nowhere = JsonFaults.malformed(new JsonParseException(null, "odd"));

        assertThat(nowhere).isInstanceOfSatisfying(MalformedJson.class, fault -> {
            assertThat(fault.line()).isEqualTo(1);
            assertThat(fault.column()).isEqualTo(1);
        });
        assertThat(JsonFaults.malformed(new IOException("disk"))).isInstanceOf(UncheckedIOException.class);
    }
}
