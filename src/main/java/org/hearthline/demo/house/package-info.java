/**
 * What happens inside the simulated house: weather, people, rooms, appliances, and Home Assistant's state machine that they
 * write to. Plain Java, moved on by hand ({@link org.hearthline.demo.house.HouseModel#advance()}); the same seed, clock and
 * calls give the same events. One thread.
 */
@NullMarked
package org.hearthline.demo.house;

import org.jspecify.annotations.NullMarked;
