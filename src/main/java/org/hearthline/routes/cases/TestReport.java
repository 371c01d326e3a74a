package org.hearthline.routes.cases;

import java.util.List;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.sandbox.Step;

/**
 * How the cases of one file went.
 *
 * @param file the case file's name
 * @param cases in the file's order
 * @param steps those of the file of routes
 * @param faults why no case could be run; of the case file or of the file of routes
 */
public record TestReport(String file, List<CaseResult> cases, List<Step> steps, List<RouteFault> faults) {
    public TestReport {
        cases = List.copyOf(cases);
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
    }

    /** Nothing could be run. */
    public static TestReport broken(String file, List<RouteFault> faults) {
        return new TestReport(file, List.of(), List.of(), faults);
    }

    /** How many cases did not go as expected. */
    public long failed() {
        return cases.stream().filter(one -> !one.isOk()).count();
    }

    /** Steps that no case came to. */
    public List<Step> unreached() {
        return steps.stream().filter(step -> !step.reached()).toList();
    }
}
