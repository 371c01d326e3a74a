/**
 * Storage: from frames to points in the store, and back as query answers.
 *
 * <p>In: frames of enriched events ({@link org.hearthline.storage.FrameWriter}), queries ({@link
 * org.hearthline.storage.EventQueries}). Out: deliveries, JSON. The store is an InfluxDB (1.x, 2.x, 3.x) or the embedded
 * QuestDB; both are written through the same client, in one narrow measurement whose fields never change their type.
 *
 * <p>A point that the store refuses is a rejection among the others; a store that is away is a {@link
 * org.hearthline.event.TransientFailure} of the whole frame. Nothing here retries.
 */
@NullMarked
package org.hearthline.storage;

import org.jspecify.annotations.NullMarked;
