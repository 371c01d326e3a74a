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
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.hearthline.enrichment.Normaliser;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Labels;
import org.hearthline.event.SampleEvents;
import org.hearthline.validation.Rules;
import org.junit.jupiter.api.Test;

/** What docs/routes.md shows, run as it stands there: the edit in the packaged route file, each accessor on the event. */
class DocumentedRoutesTest {
    private static final Path PAGE = Path.of("docs/routes.md");
    private static final Pattern EDIT =
            Pattern.compile("<!-- edit: (\\S+) before (\\S+) -->\n```yaml\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern SAMPLE = Pattern.compile("<!-- sample event -->\n```json\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern ACCESSOR = Pattern.compile("\\| `(\\$\\{body\\.[^`]+})` \\|[^|]+\\| `([^`]+)` \\|");

    private final String page = Files.readString(PAGE);

    DocumentedRoutesTest() throws IOException {}

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
    void everyAccessorAnswersItsExample() {
        Event event = new Normaliser()
                .normalise(sample().with(new Labels("Kitchen", "Climate sensor", "Ground floor", List.of("heating"))));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        CamelContext context = new DefaultCamelContext();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(event);
        ACCESSOR.matcher(page).results().forEach(row -> {
            String simple = row.group(1);
            expected.put(simple, row.group(2));
            Object answer =
                    context.resolveLanguage("simple").createExpression(simple).evaluate(exchange, Object.class);
            actual.put(simple, String.valueOf(answer));
        });

        assertThat(expected).hasSizeGreaterThan(15);
        assertThat(actual).isEqualTo(expected);
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

    private static Delivery delivery(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Delivery.class);
    }
}
