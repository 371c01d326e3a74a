/**
 * What {@code demo} and {@code simulate} start, and tests talk to: a house that speaks Home Assistant's protocol
 * ({@link org.hearthline.demo.SimulatedHouse}) and a weather service ({@link org.hearthline.demo.SimulatedWeather}). Both
 * listen on loopback only, need no network and keep nothing on disk.
 */
@NullMarked
package org.hearthline.demo;

import org.jspecify.annotations.NullMarked;
