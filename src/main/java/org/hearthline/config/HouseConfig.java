package org.hearthline.config;

import java.util.Optional;
import org.hearthline.event.Events;
import org.hearthline.event.Place;

/**
 * Which house this is.
 *
 * @param name tag of every event and part of its identity
 * @param place empty: as Home Assistant says
 */
public record HouseConfig(String name, Optional<Place> place) {
    static HouseConfig read(Settings settings) {
        return new HouseConfig(
                settings.text("house", Events.HOUSE, "expected 1 to 64 characters on one line"),
                settings.place("house.place"));
    }
}
