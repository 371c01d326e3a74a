package org.hearthline.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hearthline.event.Place;

/**
 * Reads settings into types. A value that cannot be read becomes a fault, and its default stands in, so that one reading
 * finds all faults.
 */
final class Settings {
    private final Map<String, Setting> values;
    private final Map<String, Setting> defaults;
    private final Map<String, String> read = new TreeMap<>();
    private final Set<String> secrets = new TreeSet<>();
    private final List<ConfigFault> faults;

    Settings(Map<String, Setting> values, Map<String, Setting> defaults, List<ConfigFault> earlierFaults) {
        this.values = values;
        this.defaults = defaults;
        this.faults = new ArrayList<>(earlierFaults);
    }

    /**
     * What has been read, in the form for Camel: durations in milliseconds, sizes in bytes, addresses without slash at the
     * end. Holds secrets.
     */
    Map<String, String> read() {
        return read;
    }

    /** Keys of those that have been read and are secret. */
    Set<String> secrets() {
        return secrets;
    }

    List<ConfigFault> faults() {
        return faults;
    }

    boolean isSet(String key) {
        return !setting(key).value().isEmpty();
    }

    /** May be empty. */
    String text(String key) {
        return parse(key, text -> text, text -> text, "");
    }

    String text(String key, Pattern allowed, String expected) {
        return parse(key, text -> check(text, allowed.matcher(text).matches()), text -> text, expected);
    }

    Duration duration(String key, Duration least, Duration most) {
        String expected = "expected a duration such as 500ms, 20s, 5m, 24h or 7d, from %s to %s"
                .formatted(Quantity.text(least), Quantity.text(most));
        return parse(
                key,
                text -> {
                    Duration duration = Quantity.duration(text);
                    return check(duration, duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
                },
                duration -> Long.toString(duration.toMillis()),
                expected);
    }

    /** One that is computed where none is given. */
    Duration duration(String key, Duration least, Duration most, Duration whenEmpty) {
        return parse(
                key,
                text -> {
                    Duration duration = text.isEmpty() ? whenEmpty : Quantity.duration(text);
                    return check(
                            duration,
                            text.isEmpty() || (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0));
                },
                duration -> Long.toString(duration.toMillis()),
                "expected a duration such as 500ms, 20s or 5m, from %s to %s, or nothing"
                        .formatted(Quantity.text(least), Quantity.text(most)));
    }

    boolean flag(String key) {
        return parse(
                key,
                text -> check(text.equals("true"), text.matches("true|false")),
                flag -> Boolean.toString(flag),
                "expected true or false");
    }

    /** In bytes. */
    long size(String key, long least, long most) {
        String expected = "expected a size such as 512B, 64KiB, 1MiB or 2GiB, from %s to %s"
                .formatted(Quantity.text(least), Quantity.text(most));
        return parse(
                key,
                text -> {
                    long bytes = Quantity.bytes(text);
                    return check(bytes, bytes >= least && bytes <= most);
                },
                bytes -> Long.toString(bytes),
                expected);
    }

    int number(String key, int least, int most) {
        return number(key, least, most, Optional.empty());
    }

    int number(String key, int least, int most, Optional<Integer> whenEmpty) {
        return parse(
                key,
                text -> {
                    int number = text.isEmpty() && whenEmpty.isPresent() ? whenEmpty.get() : Integer.parseInt(text);
                    return check(number, number >= least && number <= most);
                },
                number -> Integer.toString(number),
                "expected a whole number from %d to %d".formatted(least, most));
    }

    /** Empty where none is set. */
    Optional<Integer> optionalNumber(String key, int least, int most) {
        return parse(
                key,
                text -> {
                    Optional<Integer> number = text.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(text));
                    return check(number, number.stream().allMatch(one -> one >= least && one <= most));
                },
                number -> number.map(String::valueOf).orElse(""),
                "expected a whole number from %d to %d, or nothing".formatted(least, most));
    }

    /** An absolute address without user, query and slash at the end; empty where none is set. */
    Optional<URI> url(String key, String... schemes) {
        return parse(
                key,
                text -> text.isEmpty() ? Optional.<URI>empty() : Optional.of(address(text, Set.of(schemes))),
                uri -> uri.map(URI::toString).orElse(""),
                "expected an address that begins with " + addressForm(schemes));
    }

    /** Several of them, each once, at least one; in the form for Camel it is the first. */
    List<URI> urls(String key, String... schemes) {
        return parse(
                key,
                text -> {
                    List<URI> addresses = Arrays.stream(text.split(",", -1))
                            .map(part -> address(part.strip(), Set.of(schemes)))
                            .distinct()
                            .toList();
                    return check(addresses, !addresses.isEmpty());
                },
                addresses -> addresses.get(0).toString(),
                "expected an address, or several with commas between, that begins with " + addressForm(schemes));
    }

    private static String addressForm(String... schemes) {
        return Arrays.stream(schemes).map(scheme -> scheme + "://").collect(Collectors.joining(", "))
                + ", then host, port and path as needed; no user, no '?', no '_' in the host name";
    }

    private static URI address(String text, Set<String> schemes) {
        URI uri = URI.create(text.replaceFirst("/+$", ""));
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        return check(uri, schemes.contains(scheme) && uri.getHost() != null && plain);
    }

    /** Without blanks and empty parts, in the order given. */
    List<String> list(String key, Pattern allowed, String expected) {
        return parse(
                key,
                text -> {
                    List<String> parts = Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .distinct()
                            .toList();
                    boolean named = text.isBlank() || !parts.isEmpty();
                    return check(parts, named && parts.stream().allMatch(allowed.asMatchPredicate()));
                },
                parts -> String.join(",", parts),
                expected);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return parse(
                key,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                value -> value.name().toLowerCase(Locale.ROOT),
                "expected one of " + names);
    }

    Optional<Place> place(String key) {
        return parse(
                key,
                text -> text.isEmpty() ? Optional.<Place>empty() : Optional.of(Place.parse(text)),
                place -> place.map(Place::text).orElse(""),
                "expected latitude,longitude in degrees, such as 52.37,4.90, or nothing");
    }

    /** Absolute. */
    Path folder(String key) {
        return parse(
                key,
                text -> Path.of(check(text, !text.isEmpty())).toAbsolutePath().normalize(),
                Path::toString,
                "expected the path of a folder");
    }

    /** Absolute; empty where none is set. Whether it is there is another question. */
    Optional<Path> file(String key) {
        return parse(
                key,
                text -> text.isEmpty()
                        ? Optional.<Path>empty()
                        : Optional.of(Path.of(text).toAbsolutePath().normalize()),
                path -> path.map(Path::toString).orElse(""),
                "expected the path of a file, or nothing");
    }

    Secret secret(String key) {
        return secret(key, 0);
    }

    Secret secret(String key, int leastLength) {
        String text = setting(key).value();
        read.put(key, text);
        secrets.add(key);
        if (!text.isEmpty() && text.length() < leastLength) {
            fault(
                    key,
                    "***",
                    "expected at least " + leastLength + " characters, for instance from: openssl rand -hex 32");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            fault(key, "***", "expected one line without control characters");
        }
        return new Secret(text);
    }

    /** Whether it is what application.properties says: nobody has set it. */
    boolean isDefault(String key) {
        return setting(key).isSame(defaults.get(key));
    }

    /** Says what is wrong beyond the form of one value. */
    void fault(String key, String expected) {
        fault(key, setting(key).shown(), expected);
    }

    void fault(String key, String shown, String expected) {
        Setting setting = setting(key);
        boolean byDefault = setting.equals(defaults.get(key));
        String name = "environment " + Setting.environmentName(key);
        String origin = byDefault ? "to set: " + name : setting.origin();
        String hint = byDefault || setting.origin().equals(name) ? "" : " (" + name + ")";
        faults.add(new ConfigFault(key, shown, origin, expected + hint));
    }

    <C extends Comparable<C>> void checkAtLeast(String key, C value, String otherKey, C other) {
        if (value.compareTo(other) < 0) {
            fault(
                    key,
                    "expected at least " + otherKey + ", which is "
                            + setting(otherKey).shown());
        }
    }

    private <T> T parse(String key, Function<String, T> parser, Function<T, String> writer, String expected) {
        T value;
        try {
            value = parser.apply(setting(key).value());
        } catch (IllegalArgumentException e) {
            fault(key, expected);
            value = parser.apply(setting(defaults, key).value());
        }
        read.put(key, writer.apply(value));
        return value;
    }

    private static <T> T check(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private Setting setting(String key) {
        return setting(values, key);
    }

    private static Setting setting(Map<String, Setting> settings, String key) {
        Setting setting = settings.get(key);
        if (setting == null) {
            throw new IllegalStateException(key + " is not in application.properties");
        }
        return setting;
    }
}
