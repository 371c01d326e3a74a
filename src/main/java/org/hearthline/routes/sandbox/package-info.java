/**
 * Runs one file of routes as it would run in the flow, but shut in: what leaves the file is noted down instead of sent. Nothing
 * is stored, no port is opened, nobody is asked. Tests of routes and trials of changes both stand on it.
 */
@NullMarked
package org.hearthline.routes.sandbox;

import org.jspecify.annotations.NullMarked;
