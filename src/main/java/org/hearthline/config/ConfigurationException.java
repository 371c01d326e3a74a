package org.hearthline.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. The message lists all that is wrong, one line each, and never holds a secret. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigFault> faults;

    ConfigurationException(List<ConfigFault> faults) {
        super(text(faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<ConfigFault> faults() {
        return faults;
    }

    private static String text(List<ConfigFault> faults) {
        String head =
                faults.size() == 1 ? "1 fault in the configuration:" : faults.size() + " faults in the configuration:";
        return faults.stream().map(ConfigFault::text).collect(Collectors.joining("\n  ", head + "\n  ", ""));
    }
}
