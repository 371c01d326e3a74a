/** Puts the stages together: reads the configuration, makes the beans, starts Camel with the routes in YAML. */
@NullMarked
package org.hearthline;

import org.jspecify.annotations.NullMarked;
