package org.hearthline.storage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How exported events are written. */
enum ExportFormat {
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        ExportLines lines(Set<String> userFields) {
            return new CsvLines(userFields);
        }
    },
    NDJSON("application/x-ndjson") {
        @Override
        ExportLines lines(Set<String> userFields) {
            return new JsonLines();
        }
    };

    private final String contentType;

    ExportFormat(String contentType) {
        this.contentType = contentType;
    }

    /**
     * Its writer.
     *
     * @param userFields users' own, as far as they are known when it begins
     */
    abstract ExportLines lines(Set<String> userFields);

    String contentType() {
        return contentType;
    }

    /** As callers write it, and the end of a file's name. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ExportFormat> of(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }
}
