/**
 * Tests of routes that are written beside them: {@code <name>.test.yaml} holds cases for {@code <name>.camel.yaml}, each an event
 * and what becomes of it (docs/routes.md).
 */
@NullMarked
package org.hearthline.routes.cases;

import org.jspecify.annotations.NullMarked;
