package org.hearthline.routes;

/**
 * What is wrong with a file of routes, and where.
 *
 * @param file its name, without folder
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 * @param message one sentence or two for the person who edits: what is wrong, and what is allowed
 */
public record RouteFault(String file, int line, int column, String message) {
    /** A fault of the file as a whole. */
    public static RouteFault of(String file, String message) {
        return new RouteFault(file, 0, 0, message);
    }

    /** As compilers write it, so that editors find the place: {@code enrichment.camel.yaml:12:5: message}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        return text.append(": ").append(message).toString();
    }
}
