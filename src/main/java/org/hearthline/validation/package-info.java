/**
 * The stage {@code validation}: what no house can have sent is refused, with field, issue and what would be right.
 *
 * <p>In: a frame of events that could be read ({@link org.hearthline.event.EventParser} has found what is missing or of the wrong
 * type). Out: the frame without the refused ones. Failures: {@link org.hearthline.event.Rejected}, one event each; nothing here
 * waits for anything. The rules are few on purpose: strict on what identifies and orders an event, and never stricter than
 * Home Assistant itself. A temperature of "hot" is stored as the text that it is.
 */
@NullMarked
package org.hearthline.validation;

import org.jspecify.annotations.NullMarked;
