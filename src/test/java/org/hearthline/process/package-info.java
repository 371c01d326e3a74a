/** Hearthline as a user has it: real processes, from the packaged jar or by the launcher. */
package org.hearthline.process;
