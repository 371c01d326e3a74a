package org.hearthline.ha;

import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;

/**
 * Something that came as an event, is JSON, and cannot be read as an event.
 *
 * @param json as it came, without denied attributes
 */
public record Unreadable(JsonSlice json, Fault fault) {}
