package org.hearthline.routes.cases;

import java.util.List;
import java.util.stream.Collectors;
import org.hearthline.routes.RouteFault;

/** A case file is not one. */
final class BrokenCases extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteFault> faults;

    BrokenCases(List<RouteFault> faults) {
        super(faults.stream().map(RouteFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    List<RouteFault> faults() {
        return faults;
    }
}
