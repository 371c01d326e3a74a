package org.hearthline.cli;

import org.hearthline.config.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: what somebody who reports a fault should tell. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "hearthline " + Version.current(),
            "Java ${java.version} (${java.vendor}), ${os.name} ${os.version} ${os.arch}",
        };
    }
}
