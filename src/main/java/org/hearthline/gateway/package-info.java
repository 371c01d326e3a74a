/** The public address of a process: which stage answers which path of the API (design.md 6). */
@NullMarked
package org.hearthline.gateway;

import org.jspecify.annotations.NullMarked;
