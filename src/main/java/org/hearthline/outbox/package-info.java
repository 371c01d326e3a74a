/**
 * Between ingestion and the stages behind it: what waits, what is under way, and what became of it. In memory for now
 * (docs/decisions/0007).
 */
@NullMarked
package org.hearthline.outbox;

import org.jspecify.annotations.NullMarked;
