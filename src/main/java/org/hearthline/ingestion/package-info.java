/**
 * The stage {@code ingestion}: what comes from Home Assistant, or over {@code /forward}, becomes labelled frames for the
 * outbox. Its route is {@code routes/ingestion.camel.yaml}.
 */
@NullMarked
package org.hearthline.ingestion;

import org.jspecify.annotations.NullMarked;
