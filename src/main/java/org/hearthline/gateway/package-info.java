/** The public address of a process: which stage answers which path of the API (docs/http-api.md). */
@NullMarked
package org.hearthline.gateway;

import org.jspecify.annotations.NullMarked;
