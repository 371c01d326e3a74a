/**
 * The HTTP form of what flows: bodies in, answers out (docs/http-api.md), between processes and for callers. Knows nothing
 * of the stages behind the doors.
 */
@NullMarked
package org.hearthline.http;

import org.jspecify.annotations.NullMarked;
