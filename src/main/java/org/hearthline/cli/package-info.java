/**
 * The command line: {@code run}, {@code demo}, {@code simulate}, {@code check}, and {@code dead-letters} and {@code backfill}, which talk to a
 * running process. Commands find out what is asked for, start
 * things and say what happened; what they start is in other packages.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 130 interrupted.
 */
@NullMarked
package org.hearthline.cli;

import org.jspecify.annotations.NullMarked;
