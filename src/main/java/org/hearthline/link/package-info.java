/**
 * How this process reaches stages in other processes: their addresses, which of them answer, and what each call came to
 * (docs/architecture.md, "One process or several"). The calls themselves are in the routes.
 */
@NullMarked
package org.hearthline.link;

import org.jspecify.annotations.NullMarked;
