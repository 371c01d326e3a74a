/**
 * The stage {@code enrichment}: makes of an event what is worth storing, and changes nothing that Home Assistant said.
 *
 * <p>In: a frame of valid events. Out: the same events with {@link org.hearthline.event.Enriched}: the state as a number, one spelling
 * of each unit, device class and friendly name, seconds in the old state, the weather. Values are never converted and states
 * never rewritten. Failures: none of its own; without weather, events go on without it.
 */
@NullMarked
package org.hearthline.enrichment;

import org.jspecify.annotations.NullMarked;
