/**
 * Trying a changed file of routes before it runs: the file as it is and the file as it would be get the same events, stored or
 * live ones, each in a sandbox, and what would differ is told (docs/routes.md). Nothing is stored and nothing is sent.
 */
@NullMarked
package org.hearthline.routes.trial;

import org.jspecify.annotations.NullMarked;
