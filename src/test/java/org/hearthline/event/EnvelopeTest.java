package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.Observation.Availability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one process writes, the next one reads. */
class EnvelopeTest {
    private static final EnvelopeWriter WRITER = new EnvelopeWriter();
    private static final EventReader READER = new EventReader(
            "enrichment", "another house", "another source", new EventParser(Set.of()), Clock.systemUTC());

    @ParameterizedTest
    @MethodSource("org.hearthline.event.Recordings#live")
    void recordedEventsArriveAsTheyWere(String path) {
        List<Event> events = Recordings.events(path);

        assertThat(sent(events)).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "", "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh"})
    void aHouseHasANameOnOneLine(String house) {
        String json = "{\"house\":\"" + house + "\",\"data\":{\"event_type\":\"x\"}}";

        assertThat(READER.read(json.getBytes(StandardCharsets.UTF_8)).refused())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.fault().details()).containsEntry("field", "house");
                });
    }

    @Test
    void everythingThatStagesAddArrives() {
        Event event = sample(enriched(new Observation(
                        Availability.FRESH,
                        3.5,
                        81.0,
                        1013.25,
                        4.1,
                        "clear",
                        Instant.parse("2026-01-06T14:00:00Z"),
                        "open-meteo")))
                .with(new Labels("Küche", "Thermo \"1\"", "EG", List.of("a,b", "c\nd")));

        assertThat(sent(event)).isEqualTo(event);
    }

    @Test
    void absentThingsStayAbsent() {
        Event event = SampleEvents.removal("sensor.gone");

        assertThat(written(event))
                .doesNotContain("labels", "enriched", "correlation_id")
                .endsWith("}}");
        assertThat(sent(event)).isEqualTo(event);
    }

    @Test
    void partlyKnownThingsArrive() {
        Event labelled = SampleEvents.removal("sensor.gone").with(new Labels(null, "D", null, List.of()));
        Event enriched = SampleEvents.removal("sensor.gone")
                .with(new Enriched(null, null, null, null, 12.5, null, Map.of("n", -0.5)));

        assertThat(sent(labelled)).isEqualTo(labelled);
        assertThat(sent(enriched)).isEqualTo(enriched);
    }

    @ParameterizedTest
    @EnumSource(Availability.class)
    void weatherArrivesAsGoodAsItWas(Availability availability) {
        Event event = sample(enriched(new Observation(availability, null, null, null, null, null, null, "sim")));

        assertThat(sent(event)).isEqualTo(event);
    }

    @Test
    void weatherOfAnotherWriterIsFresh() {
        Event event =
                read("{\"data\":{\"event_type\":\"x\"},\"enriched\":{\"weather_source\":\"s\",\"weather_temperature\":\"warm\","
                                + "\"weather_observed_at\":\"noon\",\"weather_availability\":\"odd\",\"x_bool\":true,\"x_text\":\"no suffix\",\"more\":1}}")
                        .get(0);

        assertThat(event.enriched())
                .isEqualTo(enriched(
                        Enriched.NOTHING,
                        new Observation(Availability.FRESH, null, null, null, null, null, null, "s")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatNoStoreTakesAreLeftOut(double number) {
        Event event = sample(new Enriched(number, null, null, null, null, null, Map.of("n", number)));

        assertThat(sent(event).enriched()).isEqualTo(Enriched.NOTHING);
    }

    @Test
    void numbersTooLargeForADoubleAreNotRead() {
        Event event = read("{\"data\":{\"event_type\":\"x\"},\"enriched\":{\"value\":1e400,\"x_n\":1e400}}")
                .get(0);

        assertThat(event.enriched()).isEqualTo(Enriched.NOTHING);
    }

    @Test
    void halfASurrogatePairArrives() {
        Event event = SampleEvents.of("{\"event_type\":\"state_changed\",\"entity_id\":\"a.b\",\"state\":\"\\ud83d\"}")
                .with(new Labels("\udc00", null, null, List.of("ok \ud83d\ude00")));

        assertThat(sent(event)).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", " \n\n "})
    void oneEnvelopeIsOneLineHoweverItCame(String lineBreak) {
        String pretty = "{*'event_type':'state_changed',*'entity_id':'a.b',*'state':'x\\ny',*'attributes':{*}*}"
                .replace("*", lineBreak)
                .replace('\'', '"');
        Event event = SampleEvents.of(pretty);

        Event sent = sent(event);

        assertThat(written(event)).doesNotContain("\n", "\r");
        assertThat(sent.data().json().text())
                .isEqualTo(pretty.replace('\n', ' ').replace('\r', ' '));
        assertThat(sent.state()).isEqualTo("x\ny");
        assertThat(sent.id()).isEqualTo(event.id());
        assertThat(sent.micros()).isEqualTo(event.micros());
        assertThat(sent(sent)).isEqualTo(sent);
    }

    @Test
    void linesAreSeparatedByOneLineBreak() {
        Event event = SampleEvents.temperature("sensor.a", "1");

        String text = text(List.of(event, event, event));

        assertThat(text.split("\n", -1)).hasSize(3).allMatch(line -> line.equals(written(event)));
    }

    @Test
    void emptyFrameIsAnEmptyText() {
        assertThat(text(List.of())).isEmpty();
    }

    private static Event sample(Enriched enriched) {
        Event base = SampleEvents.temperature("sensor.küche", "21.4");
        return new Event(
                UUID.fromString("11111111-1111-4111-8111-111111111111"),
                "cabin",
                "test",
                "req_1",
                base.micros(),
                base.data(),
                Labels.NONE,
                enriched);
    }

    private static Enriched enriched(Observation weather) {
        Map<String, Object> fields = Map.of("n", 1.0e-7, "text", "ä \"quoted\"", "big", 1.7976931348623157E308);
        return enriched(new Enriched(21.4, "temperature", "°C", "Küche", 60.25, null, fields), weather);
    }

    private static Enriched enriched(Enriched enriched, Observation weather) {
        return enriched.withWeather(weather);
    }

    private static Event sent(Event event) {
        List<Event> read = sent(List.of(event));
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    private static List<Event> sent(List<Event> events) {
        return read(text(events));
    }

    private static List<Event> read(String body) {
        EventReader.Batch batch = READER.read(body.getBytes(StandardCharsets.UTF_8));
        assertThat(batch.refused()).isEmpty();
        return batch.events();
    }

    private static String written(Event event) {
        return text(List.of(event));
    }

    private static String text(List<Event> events) {
        return new String(WRITER.write(SampleEvents.frame(events)), StandardCharsets.UTF_8);
    }
}
