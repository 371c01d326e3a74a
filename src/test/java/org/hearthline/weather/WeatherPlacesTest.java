package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;

import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.junit.jupiter.api.Test;

class WeatherPlacesTest {
    private final WeatherPlaces places = new WeatherPlaces("test");

    @Test
    void placesAKilometreApartAreOne() {
        assertThat(places.around(new Place(52.3702, 4.8952))).isEqualTo("52.37,4.90");
        assertThat(places.around(new Place(52.3749, 4.9049))).isEqualTo("52.37,4.90");
    }

    @Test
    void theEndsOfTheEarthStayOnIt() {
        assertThat(places.around(new Place(-89.999, 179.999))).isEqualTo("-90.00,180.00");
        assertThat(places.around(new Place(-0.001, 0.001))).isEqualTo("0.00,0.00");
    }

    @Test
    void nowhereHasNoWeather() {
        assertThat(places.nowhere()).isEqualTo(Observation.unavailable("test"));
    }
}
