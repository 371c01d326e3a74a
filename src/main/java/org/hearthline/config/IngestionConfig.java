package org.hearthline.config;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What ingestion does with an event before it goes on.
 *
 * @param deniedAttributes that never leave ingestion
 */
public record IngestionConfig(Set<String> deniedAttributes) {
    private static final Pattern ATTRIBUTE = Pattern.compile("\\P{Cntrl}{1,128}");

    public IngestionConfig {
        deniedAttributes = Set.copyOf(deniedAttributes);
    }

    static IngestionConfig read(Settings settings) {
        return new IngestionConfig(Set.copyOf(settings.list(
                "ingestion.denied-attributes", ATTRIBUTE, "expected names of attributes, separated by commas")));
    }
}
