package org.hearthline.routes.sandbox;

/**
 * A step of a file.
 *
 * @param id as the file names it, or as Camel does where the file does not
 * @param line of the file, from 1; 0 when unknown
 * @param reached whether any event came to it
 */
public record Step(String id, int line, boolean reached) {}
