/**
 * The durable queue between ingestion and the stages behind it: what waits, what is under way, and what became of it. In: frames,
 * which are on disk when {@link org.hearthline.outbox.Outbox#put} returns. Out: messages, one after the other of each partition,
 * in a transaction that ends when the last stage has answered. What it cannot take is a {@code TransientFailure}; what it cannot
 * read is put aside (docs/decisions/0019).
 */
@NullMarked
package org.hearthline.outbox;

import org.jspecify.annotations.NullMarked;
