/**
 * Events that can never be stored as they are, kept with their reason in a queue of the outbox's broker (docs/decisions/0016). In:
 * what was rejected ({@link org.hearthline.deadletter.Letters}), written by the delivery in the transaction of its frame. Out: lists,
 * exports, and events back into the outbox ({@link org.hearthline.deadletter.DeadLetters}), over {@code
 * routes/dead-letters.camel.yaml}. A broker that does not answer is a {@code TransientFailure}.
 */
@NullMarked
package org.hearthline.deadletter;

import org.jspecify.annotations.NullMarked;
