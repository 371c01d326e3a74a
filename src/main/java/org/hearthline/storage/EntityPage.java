package org.hearthline.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entities.
 *
 * @param latest the latest change of state of each, in the order of their ids
 * @param next the entity after which the next page begins; null on the last one
 */
record EntityPage(List<StoredEvent> latest, @Nullable String next) {}
