package org.hearthline.routes.sandbox;

import java.util.List;
import java.util.stream.Collectors;
import org.hearthline.routes.RouteFault;

/** A file of routes cannot run. */
public final class CannotRun extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteFault> faults;

    public CannotRun(List<RouteFault> faults) {
        super(faults.stream().map(RouteFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<RouteFault> faults() {
        return faults;
    }
}
