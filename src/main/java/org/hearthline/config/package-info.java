/**
 * From text to typed settings. {@code application.properties} holds every key with its default and meaning; {@link
 * org.hearthline.config.ConfigLoader} reads each key once and says all that is wrong in one {@link
 * org.hearthline.config.ConfigurationException}. To add a key: a line with its comment in that file, a component in the
 * record of its concern, and the line of that record's {@code read} that fills it.
 */
@NullMarked
package org.hearthline.config;

import org.jspecify.annotations.NullMarked;
