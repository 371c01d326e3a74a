package org.hearthline.routes.cases;

/**
 * One thing that is not as a case expects.
 *
 * @param field of the event, or {@code outcome}, {@code step}, {@code code}, {@code message}, {@code sent}
 * @param expected as JSON, or in words
 * @param got likewise
 */
public record Difference(String field, String expected, String got) {}
