package org.hearthline.weather;

/** No weather this time. The message is for a person, and quotes neither address nor key. */
public class WeatherFailure extends RuntimeException {
    public WeatherFailure(String message) {
        super(message);
    }
}
