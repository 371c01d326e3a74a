package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.hearthline.event.Enriched;
import org.hearthline.event.Event;
import org.hearthline.event.Labels;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LineEncoderTest {
    private static final Path CASES = Path.of("src/test/resources/cases/storage");

    private final LineEncoder encoder = new LineEncoder();

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** {@code -Dgolden.update=true} writes what is so into what should be. */
    @ParameterizedTest
    @MethodSource("cases")
    void writesTheGoldenLines(String name) throws IOException {
        Path folder = CASES.resolve(name);
        List<Event> events = TestEvents.read(Files.readString(folder.resolve("in.json")));

        String lines = encoder.encode(events).text();

        lines.lines().forEach(StrictLine::parse);
        Path expected = folder.resolve("expected.lp");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, lines);
        }
        assertThat(lines).isEqualTo(Files.readString(expected));
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            Event event = random(random);
            String line = encoder.encode(event).line(0);

            StrictLine read = StrictLine.parse(line);

            String as = "seed %d, round %d: %s".formatted(seed, round, line);
            assertThat(read.measurement()).as(as).isEqualTo("home_assistant_events");
            assertThat(read.nanos()).as(as).isEqualTo(event.storedNanos());
            Map<String, String> tags = new HashMap<>();
            tag(tags, "entity_id", event.entityId());
            tag(tags, "domain", event.domain());
            tag(tags, "event_type", event.eventType());
            tag(tags, "area", event.area());
            tag(tags, "unit", event.unit());
            tag(tags, "device_class", event.deviceClass());
            tag(tags, "house", event.house());
            assertThat(read.tags()).as(as).isEqualTo(tags);
            assertThat(read.fields().get("state")).as(as).isEqualTo(stored(Objects.requireNonNull(event.state())));
            assertThat(read.fields().get("floor")).as(as).isEqualTo(stored(Objects.requireNonNull(event.floor())));
            assertThat(read.fields().get("event_id"))
                    .as(as)
                    .isEqualTo(event.id().toString());
            assertThat(read.fields().get("attrs"))
                    .as(as)
                    .isEqualTo(event.data().newState().attributes().json().text());
            Double value = event.value();
            boolean finite = value != null && Double.isFinite(value);
            assertThat(read.fields().get("value")).as(as).isEqualTo(finite ? value + 0.0 : null);
        }
    }

    private static void tag(Map<String, String> tags, String name, String value) {
        if (value != null && !value.isBlank()) {
            tags.put(name, stored(value).replace('\\', '/'));
        }
    }

    /** Control characters are blanks, halves of surrogate pairs question marks. */
    private static String stored(String text) {
        return new String(text.replaceAll("[\\x00-\\x1f]", " ").getBytes(UTF_8), UTF_8);
    }

    private static Event random(Random random) {
        double[] numbers = {
            random.nextDouble(),
            random.nextInt(100_000) / 1000.0,
            -random.nextInt(1000) / 10.0,
            Double.longBitsToDouble(random.nextLong()),
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            1L << 53,
            -9.223372036854776E15,
            -9.223372036854775807E18,
            9007199254740.993,
        };
        Enriched enriched = new Enriched(
                numbers[random.nextInt(numbers.length)], text(random), text(random), null, null, null, Map.of());
        Event event =
                TestEvents.sensor("sensor.x", "x", random.nextInt(1_000_000_000), "{\"a\":[{\"b\":\"\\\\\\\"ü🔥\"}]}");
        var state = Objects.requireNonNull(event.data().newState());
        var odd = new org.hearthline.event.State(
                text(random),
                state.lastChangedMicros(),
                state.lastUpdatedMicros(),
                null,
                null,
                null,
                state.attributes());
        var data = new org.hearthline.event.EventData(
                event.data().json(),
                "t" + text(random),
                "d" + text(random) + "." + text(random),
                event.data().micros(),
                null,
                event.data().context(),
                odd,
                null,
                event.data().data());
        return new Event(event.id(), text(random), "s", null, event.micros(), data, event.labels(), enriched)
                .with(new Labels(text(random), null, text(random), List.of()));
    }

    private static String text(Random random) {
        String alphabet = "ab ,=\\\"'\n\r\t\u0000\u001f\u007f#äß€漢\uffee\ue000\ud83d\udd25\ud83d\udd25\ud800\udc00{}";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, 0.0",
        "21.4, 21.4",
        "21, 21.0",
        "-7.05, -7.05",
        "0.001, 0.001",
        "-0.001, -0.001",
        "1.1234, 1.1234",
        "1013.25, 1013.25",
        "0.1, 0.1",
        "1e300, 1.0E300",
        "123456789012, 123456789012.0",
        "5e-324, 4.9E-324",
        "10.01, 10.01",
        "-9.223372036854776E15, -9.223372036854776E15",
        "1E16, 1.0E16",
        "99.999, 99.999",
        "100, 100.0"
    })
    void writesNumbersAsFloats(double number, String expected) {
        LineBuffer out = new LineBuffer(1);

        out.number(number);

        assertThat(out).hasToString(expected);
    }

    @Test
    void longAttributesAreReplacedAndNeverCut() {
        String fits = "{\"a\":\"" + "x".repeat(NarrowLayout.MAX_ATTRS - 8) + "\"}";
        String tooLong = "{\"a\":\"" + "x".repeat(NarrowLayout.MAX_ATTRS - 7) + "\"}";

        assertThat(attrs(fits)).isEqualTo(fits);
        assertThat(attrs(tooLong)).isEqualTo("{\"attributes_omitted\":{\"bytes\":65537,\"limit\":65536}}");
    }

    private String attrs(String json) {
        return (String) StrictLine.parse(encoder.encode(TestEvents.sensor("sensor.a", "1", 0, json))
                        .line(0))
                .fields()
                .get("attrs");
    }

    @Test
    void usersFieldsKeepTheirTypeByTheirName() {
        Event event = TestEvents.sensor("sensor.a", "1", 0)
                .with(Enriched.NOTHING.withFields(Map.of(
                        "plain2",
                        1.5,
                        "text",
                        "t",
                        "Odd-Näme{:",
                        2.0,
                        "n_str",
                        3.0,
                        "not",
                        Double.NaN,
                        "l".repeat(200),
                        4.0)));

        Map<String, Object> fields =
                StrictLine.parse(encoder.encode(event).line(0)).fields();

        assertThat(fields)
                .containsEntry("x_plain2", 1.5)
                .containsEntry("x_text_str", "t")
                .containsEntry("x_odd_n_me__", 2.0)
                .containsEntry("x_n_str_num", 3.0)
                .containsEntry("x_" + "l".repeat(100), 4.0)
                .doesNotContainKey("x_not");
    }

    @Test
    void leavesOutWeatherThatIsNotThere() {
        Event event = TestEvents.sensor("sensor.a", "1", 0);

        assertThat(encoder.encode(event.with(Enriched.NOTHING.withWeather(Observation.unavailable("w")))))
                .hasToString(encoder.encode(event).text());
    }

    @Test
    void oneLineForEachEvent() {
        Lines lines = encoder.encode(TestEvents.sensors(7));

        assertThat(lines.size()).isEqualTo(7);
        assertThat(lines.text().lines()).hasSize(7);
        assertThat(lines.part(2, 4).text()).isEqualTo(lines.line(2) + "\n" + lines.line(3) + "\n");
        assertThat(lines.part(0, 7)).hasToString(lines.text());
        assertThat(lines.without(java.util.Set.of(0, 1, 2, 4, 6)).text())
                .isEqualTo(lines.line(3) + "\n" + lines.line(5) + "\n");
    }

    @Test
    void writesAnObservation() {
        Instant at = Instant.parse("2026-01-06T14:30:00Z");
        WeatherLine line = new WeatherLine();

        assertThat(line.encode(
                        "my home", new Observation(Availability.FRESH, 3.5, 81.0, null, 4.2, "rain", at, "open-meteo")))
                .hasToString("weather,house=my\\ home,source=open-meteo temperature=3.5,humidity=81.0,wind_speed=4.2,"
                        + "condition=\"rain\" 1767709800000000000\n");
        assertThat(line.encode("home", Observation.unavailable("open-meteo")).size())
                .isZero();
        assertThat(line.encode("home", new Observation(Availability.FRESH, Double.NaN, null, null, null, null, at, "s"))
                        .size())
                .isZero();
    }
}
