/** How this process is: what each thing that it depends on says of itself, and the counters that must add up. */
@NullMarked
package org.hearthline.health;

import org.jspecify.annotations.NullMarked;
