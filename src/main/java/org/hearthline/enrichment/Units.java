package org.hearthline.enrichment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One spelling of each unit, the one of Home Assistant's current constants, so that a series is not torn in two by an update or by
 * two integrations. Only spellings: °F stays °F and mbar stays mbar, since values are never converted.
 */
final class Units {
    /** Same unit whatever the entity measures. The micro sign is looked up after it has become a Greek mu. */
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("℃", "°C"),
            Map.entry("ºC", "°C"),
            Map.entry("℉", "°F"),
            Map.entry("ºF", "°F"),
            Map.entry("degC", "°C"),
            Map.entry("degF", "°F"),
            Map.entry("m2", "m²"),
            Map.entry("m^2", "m²"),
            Map.entry("m3", "m³"),
            Map.entry("m^3", "m³"),
            Map.entry("m3/h", "m³/h"),
            Map.entry("ft2", "ft²"),
            Map.entry("ft3", "ft³"),
            Map.entry("W/m2", "W/m²"),
            Map.entry("μg/m3", "μg/m³"),
            Map.entry("ug/m3", "μg/m³"),
            Map.entry("ug/m³", "μg/m³"),
            Map.entry("mg/m3", "mg/m³"),
            Map.entry("kwh", "kWh"),
            Map.entry("Kwh", "kWh"),
            Map.entry("KWh", "kWh"),
            Map.entry("KWH", "kWh"),
            Map.entry("kw", "kW"),
            Map.entry("KW", "kW"),
            Map.entry("hpa", "hPa"),
            Map.entry("lux", "lx"),
            Map.entry("dbm", "dBm"),
            Map.entry("kmh", "km/h"),
            Map.entry("kph", "km/h"),
            Map.entry("percent", "%"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("mins", "min"),
            Map.entry("minute", "min"),
            Map.entry("minutes", "min"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"));

    /** What a letter means for a temperature only: elsewhere, C is coulomb and F is farad. */
    private static final Map<String, String> TEMPERATURES = Map.of(
            "C", "°C", "c", "°C", "°c", "°C", "celsius", "°C", "Celsius", "°C", "F", "°F", "f", "°F", "°f", "°F");

    private Units() {}

    /** Null for an entity without unit; an unknown unit as it is. */
    static @Nullable String canonical(@Nullable String unit, @Nullable String deviceClass) {
        if (unit == null || unit.isBlank()) {
            return null;
        }
        String text = unit.strip().replace('\u00B5', '\u03BC');
        String spelled = SPELLINGS.getOrDefault(text, text);
        return "temperature".equals(deviceClass) ? TEMPERATURES.getOrDefault(spelled, spelled) : spelled;
    }
}
