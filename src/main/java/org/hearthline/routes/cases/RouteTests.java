package org.hearthline.routes.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.routes.Deadline;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.routes.sandbox.CannotRun;
import org.hearthline.routes.sandbox.FlatForm;
import org.hearthline.routes.sandbox.Outcome;
import org.hearthline.routes.sandbox.Sandbox;
import org.hearthline.routes.sandbox.Sandbox.Ran;

/** Runs the cases of files of routes. One thread. */
public final class RouteTests {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String house;
    private final CaseClock clock;
    private final Function<Event, byte[]> flat;
    private final Duration patience;

    /**
     * Tests for one house.
     *
     * @param house for events that name none
     * @param clock the one that the beans of the routes have, too
     * @param flat an event in the form of a query's answer
     * @param patience with one case: a step of the user's may wait for ever
     */
    public RouteTests(String house, CaseClock clock, Function<Event, byte[]> flat, Duration patience) {
        this.house = house;
        this.clock = clock;
        this.flat = flat;
        this.patience = patience;
    }

    /**
     * Runs all cases of a file.
     *
     * @param routes what is tested
     * @param casesName of the case file
     * @param cases its text
     */
    public TestReport run(RouteFile routes, Around around, String casesName, String cases) {
        List<Case> all;
        try {
            all = CaseReader.read(casesName, cases);
        } catch (BrokenCases e) {
            return TestReport.broken(casesName, e.faults());
        }
        try (Sandbox sandbox = Sandbox.open(routes, around)) {
            List<RouteFault> faults = unknownRoutes(all, sandbox, casesName);
            return faults.isEmpty()
                    ? new TestReport(casesName, run(all, sandbox), sandbox.steps(), List.of())
                    : TestReport.broken(casesName, faults);
        } catch (CannotRun e) {
            return TestReport.broken(casesName, e.faults());
        }
    }

    private static List<RouteFault> unknownRoutes(List<Case> cases, Sandbox sandbox, String file) {
        List<RouteFault> faults = new ArrayList<>();
        if (sandbox.routes().isEmpty()) {
            faults.add(RouteFault.of(file, "The file beside it holds no routes"));
        }
        for (Case one : cases) {
            if (one.route() != null && !sandbox.routes().contains(one.route())) {
                faults.add(new RouteFault(
                        file,
                        one.line(),
                        0,
                        "No route '" + one.route() + "'; expected one of " + String.join(", ", sandbox.routes())));
            }
        }
        return faults;
    }

    private List<CaseResult> run(List<Case> cases, Sandbox sandbox) {
        List<CaseResult> results = new ArrayList<>();
        for (Case one : cases) {
            clock.set(one.now());
            Comparison comparison = new Comparison(this::tree);
            compare(one, sandbox, comparison);
            results.add(new CaseResult(one.name(), one.line(), comparison.differences()));
        }
        clock.set(null);
        return results;
    }

    private void compare(Case one, Sandbox sandbox, Comparison comparison) {
        String route = one.route() != null
                ? one.route()
                : sandbox.frameRoute().orElse(sandbox.routes().get(0));
        EventReader reader = new EventReader(route, house, "test", new EventParser(Set.of()), clock);
        EventReader.Batch batch =
                reader.read(bytes(FlatForm.envelope(one.event(), clock.instant().toString())));
        if (!batch.refused().isEmpty()) {
            Rejection refused = batch.refused().get(0);
            comparison.outcome(one.expect(), new Outcome.Rejected(refused.step(), refused.fault()));
            comparison.sent(one.sent(), List.of());
            return;
        }
        Frame frame = Frame.of(new UUID(0, 1), house, one.place(), batch.events());
        Ran ran = run(one, sandbox, route, frame);
        comparison.outcome(one.expect(), ran.outcomes().get(0));
        comparison.sent(one.sent(), ran.sent());
    }

    private Ran run(Case one, Sandbox sandbox, String route, Frame frame) {
        try (Deadline deadline = new Deadline(patience)) {
            deadline.begin();
            Ran ran = sandbox.run(route, frame, one.weather(), one.answers());
            return deadline.hasPassed()
                    ? new Ran(
                            List.of(new Outcome.Waits("It had not ended after " + patience.toSeconds()
                                    + " s: a step waits for something")),
                            ran.sent())
                    : ran;
        }
    }

    private ObjectNode tree(Event event) {
        try {
            return (ObjectNode) MAPPER.readTree(flat.apply(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
