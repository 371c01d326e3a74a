package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.hearthline.enrichment.Normaliser;
import org.hearthline.enrichment.WeatherEnricher;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Labels;
import org.hearthline.event.Observation;
import org.hearthline.event.SampleEvents;
import org.hearthline.validation.Rules;
import org.junit.jupiter.api.Test;

/** What docs/routes.md shows, run as it stands there: each edit in the packaged route file, each accessor on the event. */
class DocumentedRoutesTest {
    private static final Path PAGE = Path.of("docs/routes.md");
    private static final Pattern EDIT =
            Pattern.compile("<!-- edit: (\\S+) before (\\S+) -->\n```yaml\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern SAMPLE = Pattern.compile("<!-- sample event -->\n```json\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern ACCESSOR = Pattern.compile("\\| `(\\$\\{body\\.[^`]+})` \\|[^|]+\\| `([^`]+)` \\|");

    private final String page = Files.readString(PAGE);

    DocumentedRoutesTest() throws IOException {}

    @Test
    void pageShowsThreeEdits() {
        assertThat(EDIT.matcher(page).results()).hasSize(3);
    }

    @Test
    void editLeavesOutANoisyEntity() throws IOException {
        try (StageAlone stage = enrichment("enrichment-no-link-quality")) {
            Exchange answer = stage.send(SampleEvents.frame(
                    SampleEvents.temperature("sensor.kitchen", "21.4"),
                    SampleEvents.temperature("sensor.kitchen_linkquality", "88"),
                    SampleEvents.fired("automation_triggered", "{}")));

            assertThat(delivery(answer)).isEqualTo(new Delivery(2, 1, List.of()));
            assertThat(onlyFrame(stage).events()).extracting(Event::entityId).containsExactly("sensor.kitchen", null);
        }
    }

    @Test
    void editAddsAFieldWhereTheAttributeIs() throws IOException {
        try (StageAlone stage = enrichment("enrichment-battery")) {
            stage.send(SampleEvents.frame(sample(), SampleEvents.temperature("sensor.kitchen", "21.4")));

            assertThat(onlyFrame(stage).events())
                    .extracting(event -> event.enriched().fields())
                    .containsExactly(Map.of("battery", 87.0), Map.of());
        }
    }

    @Test
    void editRefusesAnEventWithItsMessage() throws IOException {
        try (StageAlone stage = new StageAlone(
                "validation",
                edited("validation", "validation-off-scale"),
                Map.of("door.enrichment", "direct:next"),
                Map.of("rules", new Rules(Duration.ofDays(1), Clock.systemUTC())))) {
            Exchange answer = stage.send(SampleEvents.frame(
                    SampleEvents.temperature("sensor.cellar", "3276.7"),
                    SampleEvents.temperature("sensor.cellar", "12.5")));

            assertThat(delivery(answer).accepted()).isEqualTo(1);
            assertThat(delivery(answer).rejected()).singleElement().satisfies(rejection -> {
                assertThat(rejection.index()).isZero();
                assertThat(rejection.step()).isEqualTo("validation-off-scale-refuse");
                assertThat(rejection.fault().code()).isEqualTo(ErrorCode.REJECTED);
                assertThat(rejection.fault().message())
                        .isEqualTo("The sensor is off its scale, its battery may be low");
            });
        }
    }

    @Test
    void everyAccessorAnswersItsExample() throws IOException {
        Event event = new Normaliser()
                .normalise(sample().with(new Labels("Kitchen", "Climate sensor", "Ground floor", List.of("heating"))));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        try (StageAlone stage = enrichment("enrichment-battery")) {
            Exchange exchange = new DefaultExchange(stage.context());
            exchange.getMessage().setBody(event);
            ACCESSOR.matcher(page).results().forEach(row -> {
                String simple = row.group(1);
                expected.put(simple, row.group(2));
                Object answer = stage.context()
                        .resolveLanguage("simple")
                        .createExpression(simple)
                        .evaluate(exchange, Object.class);
                actual.put(simple, String.valueOf(answer));
            });
        }

        assertThat(expected).hasSizeGreaterThan(15);
        assertThat(actual).isEqualTo(expected);
    }

    private StageAlone enrichment(String added) {
        return new StageAlone(
                "enrichment",
                edited("enrichment", added),
                Map.of("door.weather", "direct:weather", "door.storage", "direct:next"),
                Map.of("normaliser", new Normaliser(), "weatherEnricher", new WeatherEnricher(List.of("*"))),
                noWeather());
    }

    private static RouteBuilder noWeather() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:weather").setBody(exchange -> Observation.unavailable("test"));
            }
        };
    }

    /** The packaged file with the page's edit that adds this step, before the step that it names. */
    private String edited(String stage, String added) {
        MatchResult edit = EDIT.matcher(page)
                .results()
                .filter(one -> one.group(1).equals(stage) && one.group(3).contains("id: " + added + "\n"))
                .findFirst()
                .orElseThrow();
        String before = edit.group(2);
        String yaml = edit.group(3);
        Matcher step = Pattern.compile("(?m)^( *)- \\w+:(?: \\{|\\n +)id: " + before + "\\b")
                .matcher(StageAlone.packaged(stage));
        assertThat(step.find()).as("step " + before).isTrue();
        String file = StageAlone.packaged(stage);
        return file.substring(0, step.start()) + yaml.indent(step.group(1).length()) + file.substring(step.start());
    }

    private Event sample() {
        Matcher sample = SAMPLE.matcher(page);
        assertThat(sample.find()).isTrue();
        return SampleEvents.of(sample.group(1));
    }

    private static Frame onlyFrame(StageAlone stage) {
        assertThat(stage.handedOn()).hasSize(1);
        return stage.handedOn().get(0);
    }

    private static Delivery delivery(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Delivery.class);
    }
}
