package org.hearthline.routes.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthline.JudgingBeans;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFile.Origin;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.routes.sandbox.Companions;
import org.hearthline.routes.sandbox.Step;
import org.hearthline.storage.FlatEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases for files of routes that somebody has written. */
class RouteTestsTest {
    private static final String ENRICHMENT = packaged("enrichment.camel.yaml").text();
    private static final String NORMALISE = "              - bean: {id: enrichment-normalise";
    private static final String ALERT = """
            - beans:
                - {name: words, type: "java.lang.String", constructors: {"0": "from the house"}}
            - route:
                id: alert
                from:
                  uri: direct:alert
                  steps:
                    - setBody: {id: alert-text, expression: {simple: {expression: '{"text":"${body.entityId} is ${body.state}"}'}}}
                    - to: {id: alert-send, uri: "https://chat.example.org/hook?connectTimeout=2000"}
            - route:
                id: other
                from:
                  uri: file:in
                  parameters: {noop: true}
                  steps:
                    - to: {id: other-inside, uri: "direct:alert"}
                    - throwException: {id: other-refuse, exceptionType: org.hearthline.event.Rejected, message: No good}
            """;

    @Test
    void filterFieldAndSentAreSeen() {
        String text = edited("""
                          - filter:
                              id: enrichment-no-lights
                              expression: {simple: {expression: "${body.domain} == 'light'"}}
                              steps: [{stop: {id: enrichment-no-lights-stop}}]
                          - filter:
                              id: enrichment-door
                              expression: {simple: {expression: "${body.entityId} == 'binary_sensor.door'"}}
                              steps:
                                - wireTap: {id: enrichment-alert, uri: "direct:alert"}
                                - setVariable: {id: enrichment-mark, name: field.mark, expression: {simple: {expression: "${body.state}"}}}
            """);

        TestReport report = run("enrichment.camel.yaml", text, """
            - name: no lights
              event: {entity_id: light.hall, state: on}
              expect: {filtered: true}
            - name: the door is told of
              event: {entity_id: binary_sensor.door, state: on}
              expect: {event: {x_mark_str: on, value: 1}}
              sent: [{to: "direct:alert", body: {state: on}}, {to: "direct:storage"}]
            - name: another is not
              event: {entity_id: binary_sensor.window, state: on}
              expect: {event: {x_mark_str: null}}
              sent: []
            """);

        assertThat(report.faults()).isEmpty();
        assertThat(report.cases()).hasSize(3).allMatch(CaseResult::isOk);
        assertThat(report.unreached()).isEmpty();
    }

    @Test
    void whatIsNotAsExpectedIsToldFieldByField() {
        TestReport report = run("enrichment.camel.yaml", ENRICHMENT, """
            - name: wrong value
              event: {entity_id: sensor.x, state: 21.5, attributes: {a: {b: 1, c: 2}}}
              expect: {event: {value: 21.4, unit: °C, state: 21.5, attributes: {a: {b: 3}}}}
            - name: wrong outcome
              event: {entity_id: sensor.x, state: 21.5}
              expect: {filtered: true}
            - name: refused at the door
              event: {state: 21.5}
              expect: {event: {}}
            - name: sent nowhere
              event: {entity_id: sensor.x, state: 21.5}
              sent: [{to: "http:*"}]
            """);

        assertThat(report.failed()).isEqualTo(4);
        assertThat(report.cases().get(0).differences())
                .containsExactly(
                        new Difference("value", "21.4", "21.5"),
                        new Difference("unit", "\"°C\"", "nothing"),
                        new Difference("attributes.a.b", "3", "1"));
        assertThat(report.cases().get(1).differences()).containsExactly(new Difference("outcome", "filtered", "kept"));
        assertThat(report.cases().get(1).line()).isEqualTo(4);
        assertThat(report.cases().get(2).differences())
                .singleElement()
                .satisfies(one -> assertThat(one.got()).contains("rejected by enrichment-door", "entity_id"));
        assertThat(report.cases().get(3).differences())
                .singleElement()
                .satisfies(one -> assertThat(one.got()).startsWith("direct:storage {"));
    }

    @Test
    void stepsThatNoCaseReachesAreNamedWithTheirLine() {
        String text = edited("""
                          - filter:
                              id: enrichment-never
                              expression: {simple: {expression: "${body.domain} == 'lawn_mower'"}}
                              steps: [{stop: {id: enrichment-never-stop}}]
            """);

        TestReport report = run("enrichment.camel.yaml", text, """
            - {name: any, event: {entity_id: sensor.x, state: 1}, expect: {event: {}}}
            """);

        assertThat(report.unreached()).extracting(Step::id).containsExactly("enrichment-never-stop");
        int line = 1
                + text.lines()
                        .toList()
                        .indexOf(text.lines()
                                .filter(one -> one.contains("enrichment-never-stop"))
                                .findFirst()
                                .orElseThrow());
        assertThat(report.unreached().get(0).line()).isEqualTo(line);
    }

    @Test
    void aRouteWithoutFramesGetsTheEventItself() {
        TestReport report = run("alert.yaml", ALERT, """
            - name: posts a text
              event: {entity_id: binary_sensor.door, state: on}
              expect: {event: {state: on}}
              sent: [{to: "https://chat.example.org/hook", body: {text: binary_sensor.door is on}}]
            - name: nobody is there
              event: {entity_id: binary_sensor.door, state: on}
              answers: [{from: "https:*", away: true}]
              expect: {waits: true}
            - name: what the file sends to itself arrives
              route: other
              event: {entity_id: binary_sensor.door, state: off}
              expect: {rejected: {step: other-refuse, code: REJECTED, message: good}}
              sent: [{to: "https:*", body: '{"text":"binary_sensor.door is off"}'}]
            """);

        assertThat(report.faults()).isEmpty();
        assertThat(report.cases())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.differences()).isEmpty());
    }

    @Test
    void answersOfOthersComeBack() {
        String text = edited("""
                          - setVariable: {id: enrichment-ask, name: field.price, expression: {simple: {expression: "1"}}}
                          - toD: {id: enrichment-price, uri: "https://prices.example.org/${body.domain}", variableSend: nothing, variableReceive: field.price}
            """);

        TestReport report = run("enrichment.camel.yaml", text, """
            - name: the price is a field
              event: {entity_id: sensor.grid, state: 12}
              answers: [{from: "https://prices.example.org/sensor", body: "0.31"}]
              expect: {event: {x_price_str: "0.31"}}
            """);

        assertThat(report.cases())
                .singleElement()
                .satisfies(one -> assertThat(one.differences()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.test.yaml:1:3: The case has no name | - {event: {state: on}, expect: {filtered: true}}",
                "x.test.yaml:1:19: Unknown: 'evnt'; expected some of | - {name: a, evnt: {state: on}, expect: {filtered: true}}",
                "x.test.yaml:1:3: The case has no event | - {name: a, expect: {filtered: true}}",
                "x.test.yaml:1:3: Expected one of expect: | - {name: a, event: {state: on}}",
                "x.test.yaml:1:41: Expected one of expect: | - {name: a, event: {state: on}, expect: {filtered: true, waits: true}}",
                "x.test.yaml:2:3: Another case has this name, in line 1: a | - {name: a, event: {}, expect: {waits: true}}~- {name: a, event: {}, expect: {waits: true}}",
                "x.test.yaml:1:52: No time | - {name: a, event: {}, expect: {waits: true}, now: noon}",
                "x.test.yaml:1:1: Expected a list of cases | name: a",
                "x.test.yaml:1: No route 'x'; expected one of enrichment | - {name: a, route: x, event: {}, expect: {waits: true}}",
                "x.test.yaml:1:11: No YAML: expected | - {name: a",
            })
    void faultsOfACaseFileAreNamedWithTheirLine(String expected, String cases) {
        List<RouteFault> faults = run("enrichment.camel.yaml", ENRICHMENT, cases.replace('~', '\n'))
                .faults();

        assertThat(faults).isNotEmpty();
        assertThat(String.join("\n", faults.stream().map(RouteFault::toString).toList()))
                .contains(expected);
    }

    @Test
    void aFileThatNeedsAStoreSaysWhatItMisses() {
        TestReport report =
                run("storage.camel.yaml", packaged("storage.camel.yaml").text(), """
            - {name: any, event: {entity_id: sensor.x, state: 1}, expect: {event: {}}}
            """);

        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.message()).contains("frameWriter");
            assertThat(fault.line()).isPositive();
        });
    }

    @Test
    void whatThePageShowsRuns() throws Exception {
        Matcher page = Pattern.compile("<!-- cases: (\\w+) -->\n```yaml\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/routes.md")));
        assertThat(page.find()).isTrue();

        TestReport report = run(page.group(1) + ".camel.yaml", ENRICHMENT, page.group(2));

        assertThat(report.faults()).isEmpty();
        assertThat(report.cases())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.differences()).isEmpty());
    }

    @Test
    void aStepThatWaitsForEverIsCutOffAndTheNextCaseRuns() {
        TestReport report = run("own.camel.yaml", """
            - beans: [{name: latch, type: java.util.concurrent.CountDownLatch, constructors: {"0": 1}}]
            - route:
                id: own
                from:
                  uri: direct:own
                  steps:
                    - filter:
                        expression: {simple: {expression: "${body.state} == 'wait'"}}
                        steps: [{bean: {ref: latch, method: "await()"}}]
            """, """
            - {name: waits, event: {entity_id: sensor.x, state: wait}, expect: {event: {}}}
            - {name: goes on, event: {entity_id: sensor.x, state: go}, expect: {event: {}}}
            """, Duration.ofMillis(300));

        assertThat(report.cases().get(0).differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.got()).contains("It had not ended after"));
        assertThat(report.cases().get(1).differences()).isEmpty();
    }

    private static TestReport run(String name, String text, String cases) {
        return run(name, text, cases, Duration.ofMinutes(1));
    }

    private static TestReport run(String name, String text, String cases, Duration patience) {
        CaseClock clock = new CaseClock(Clock.systemUTC());
        RouteFile file = new RouteFile(name, Origin.USER, "file:/" + name, text);
        Around around = new Around(
                new JudgingBeans(Duration.ofHours(24), List.of("*"), clock)::bind,
                Map.of(),
                Companions.of(file, RouteFolder.packaged()));
        return new RouteTests("home", clock, new FlatEvent()::flat, patience).run(file, around, "x.test.yaml", cases);
    }

    private static String edited(String added) {
        assertThat(ENRICHMENT).contains(NORMALISE);
        return ENRICHMENT.replace(NORMALISE, added + NORMALISE);
    }

    private static RouteFile packaged(String name) {
        return RouteFolder.packaged().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
