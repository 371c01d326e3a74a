/**
 * The HTTP form of what flows: bodies in, answers out (design.md 5 and 6), between processes and for callers. Knows nothing
 * of the stages behind the doors.
 */
@NullMarked
package org.hearthline.http;

import org.jspecify.annotations.NullMarked;
