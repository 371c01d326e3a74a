package org.hearthline.ha;

import org.hearthline.event.JsonSlice;

/**
 * What Home Assistant says to a command.
 *
 * @param id of the command; 0 when it names none
 * @param result {@code null} in JSON where there is none
 * @param error its code and words when it failed, else empty
 */
record CommandResult(long id, boolean success, JsonSlice result, String error) {}
