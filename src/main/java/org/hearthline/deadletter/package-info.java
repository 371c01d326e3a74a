/** Events that can never be stored as they are, kept with their reason. */
@NullMarked
package org.hearthline.deadletter;

import org.jspecify.annotations.NullMarked;
