/**
 * The stage {@code weather}: the weather at a place, now, without making anybody wait for it.
 *
 * <p>In: a place, or none. Out: an {@link org.hearthline.event.Observation}, always: fresh, stale while the source is away, or
 * unavailable. {@link org.hearthline.weather.WeatherCache} asks a {@link org.hearthline.weather.WeatherSource} in the background;
 * the HTTP call itself is the route {@code weather-fetch}, where a user can see and change it. Failures never reach a reader: they are
 * logged once, remembered, and seen in the health.
 */
@NullMarked
package org.hearthline.weather;

import org.jspecify.annotations.NullMarked;
