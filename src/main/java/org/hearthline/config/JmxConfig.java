package org.hearthline.config;

import java.util.Optional;

/**
 * How others look into this process beside the HTTP API.
 *
 * @param port of remote JMX, on loopback; empty: nobody listens; 0: a free one
 * @param jolokia whether {@code /jolokia} answers
 * @param jolokiaWrite whether routes can be started and stopped there
 */
public record JmxConfig(Optional<Integer> port, boolean jolokia, boolean jolokiaWrite) {
    private static final int MOST = 65_535;

    /** Whether somebody can come from outside and look. */
    public boolean isAsked() {
        return jolokia || port.isPresent();
    }

    static JmxConfig read(Settings settings) {
        JmxConfig config = new JmxConfig(
                settings.optionalNumber("jmx.port", 0, MOST),
                settings.flag("jolokia.enabled"),
                settings.flag("jolokia.write"));
        if (config.jolokiaWrite && !config.jolokia) {
            settings.fault("jolokia.write", "has an effect only with jolokia.enabled=true");
        }
        return config;
    }
}
