package org.hearthline.ha;

import org.hearthline.event.JsonSlice;

/**
 * What Home Assistant says to a command.
 *
 * @param id of the command; 0 when it names none
 * @param result {@code null} in JSON where there is none
 * @param code of its error when it failed, else empty
 * @param words of its error; they change from version to version, so they are for people only
 */
record CommandResult(long id, boolean success, JsonSlice result, String code, String words) {
    /** Code and words, for people; empty when it did not fail. */
    String error() {
        return words.isEmpty() ? code : code + ": " + words;
    }
}
