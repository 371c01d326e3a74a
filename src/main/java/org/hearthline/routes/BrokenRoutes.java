package org.hearthline.routes;

import java.util.List;
import java.util.stream.Collectors;

/** Files of the user's are broken, and there is nothing that could run in their place. The message lists what is wrong. */
public final class BrokenRoutes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteFault> faults;

    BrokenRoutes(List<RouteFault> faults) {
        super(
                faults.stream()
                        .map(RouteFault::toString)
                        .collect(Collectors.joining("\n  ", "Your routes cannot be loaded:\n  ", "")),
                null,
                false,
                false);
        this.faults = List.copyOf(faults);
    }

    public List<RouteFault> faults() {
        return faults;
    }
}
