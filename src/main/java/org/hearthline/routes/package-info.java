/**
 * The routes as files: which there are (packaged, and the user's own), whether a file is right, and how it takes the place of
 * what runs without losing an event. This package is about Camel's routes and may name Camel's types (docs/decisions/0028).
 */
@NullMarked
package org.hearthline.routes;

import org.jspecify.annotations.NullMarked;
