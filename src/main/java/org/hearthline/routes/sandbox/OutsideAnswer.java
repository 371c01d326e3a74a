package org.hearthline.routes.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint outside of the file answers.
 *
 * @param from which endpoints: a whole URI, with or without options, or with {@code *} at its end; or a regular expression
 * @param body the answer's; null for none
 * @param away whether nobody is there: the call fails as one over a broken network does
 */
public record OutsideAnswer(String from, @Nullable String body, boolean away) {}
