/**
 * What flows between the stages: an {@link org.hearthline.event.Event}, travelling in a {@link org.hearthline.event.Frame},
 * answered by a {@link org.hearthline.event.Delivery}; its identity, its JSON form, and the two ways to fail
 * ({@link org.hearthline.event.Rejected} for ever, {@link org.hearthline.event.TransientFailure} for now).
 * Knows neither Camel nor HTTP.
 */
@NullMarked
package org.hearthline.event;

import org.jspecify.annotations.NullMarked;
