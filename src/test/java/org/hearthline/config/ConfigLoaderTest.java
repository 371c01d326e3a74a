package org.hearthline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthline.event.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final Map<String, String> HOUSE = Map.of("HA_URL", "http://ha.local:8123", "HA_TOKEN", "token");

    @TempDir
    Path folder;

    @Test
    void readsDefaults() {
        Config config = ConfigLoader.load(ConfigSources.none().withEnvironment(HOUSE));

        assertThat(config.deployment().isAllInOne()).isTrue();
        assertThat(config.house()).isEqualTo(new HouseConfig("home", Optional.empty()));
        assertThat(config.homeAssistant().eventTypes()).containsExactly("state_changed");
        assertThat(config.homeAssistant().pingInterval()).hasSeconds(20);
        assertThat(config.homeAssistant().pingTimeout()).hasSeconds(10);
        assertThat(config.homeAssistant().reconnectMin()).hasMillis(500);
        assertThat(config.homeAssistant().reconnectMax()).hasSeconds(60);
        assertThat(config.homeAssistant().authRetry()).hasMinutes(5);
        assertThat(config.homeAssistant().bufferBytes()).isEqualTo(64L << 20);
        assertThat(config.homeAssistant().maxMessageBytes()).isEqualTo(64 << 20);
        assertThat(config.ingestion()).isEqualTo(new IngestionConfig(Set.of("access_token", "entity_picture")));
        assertThat(config.frame()).isEqualTo(new FrameConfig(1000, 2 << 20, Duration.ofMillis(25)));
        assertThat(config.outbox().partitions()).isEqualTo(2);
        assertThat(config.validation()).isEqualTo(new ValidationConfig(Duration.ofHours(24)));
        assertThat(config.weather().apiKey().isPresent()).isFalse();
        assertThat(config.weather().apiUrl()).isEmpty();
        assertThat(config.weather().cacheTtl()).hasSeconds(900);
        assertThat(config.weather().staleFor()).hasHours(24);
        assertThat(config.weather().retryAfter()).hasSeconds(30);
        assertThat(config.weather().maxWait()).hasMillis(50);
        assertThat(config.weather().timeout()).hasSeconds(5);
        assertThat(config.weather().wantedFor()).containsExactly("*");
        assertThat(config.store().influxUrl()).isEmpty();
        assertThat(config.store().org()).isEqualTo("home");
        assertThat(config.store().bucket()).isEqualTo("home_assistant");
        assertThat(config.store().timeout()).hasSeconds(10);
        assertThat(config.store().folder()).isEqualTo(Path.of("data/store").toAbsolutePath());
        assertThat(config.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.http().maxBodyBytes()).isEqualTo(8 << 20);
        assertThat(config.http().apiKey().isPresent()).isFalse();
        assertThat(config.http().linkKey().isPresent()).isFalse();
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO));
    }

    @Test
    void routesNarrowTheStagesByTheirMainRoutes() {
        Config config = ConfigLoader.load(ConfigSources.none()
                .withOption("stages", "validation,enrichment,storage")
                .withOption("routes", "validation,stor*"));

        assertThat(config.deployment().stages()).isEqualTo(EnumSet.of(Stage.VALIDATION, Stage.STORAGE));
    }

    @Test
    void aTokenThatIsNoneIsAFaultThatDoesNotShowIt() {
        assertThatThrownBy(() -> ConfigLoader.load(ConfigSources.none()
                        .withOption("ha.url", "http://house:8123")
                        .withOption("ha.token", "hunter2)&x=1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not a token")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void routesThatMatchNothingAreAFault() {
        assertThatThrownBy(() -> ConfigLoader.load(
                        ConfigSources.none().withOption("stages", "validation").withOption("routes", "storage")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no main route of [validation] is called so");
    }

    @Test
    void mapsEveryKeyToItsField() {
        Config config = ConfigLoader.load(ConfigSources.none().withDefinitions(everyKeyChanged()));

        assertThat(config.deployment().stages()).isEqualTo(EnumSet.of(Stage.INGESTION, Stage.STORAGE));
        assertThat(config.deployment().links())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Stage.INGESTION, List.of(URI.create("http://a:1")),
                        Stage.VALIDATION, List.of(URI.create("http://b:2")),
                        Stage.ENRICHMENT, List.of(URI.create("http://c:3/base")),
                        Stage.WEATHER, List.of(URI.create("http://d:4")),
                        Stage.STORAGE, List.of(URI.create("https://e:5"), URI.create("http://g:7/storage")),
                        Stage.GATEWAY, List.of(URI.create("http://f:6"))));
        assertThat(config.deployment().assumed()).isEmpty();
        assertThat(config.link())
                .isEqualTo(new LinkConfig(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(9),
                        Map.of(
                                Stage.INGESTION, Duration.ofSeconds(41),
                                Stage.VALIDATION, Duration.ofSeconds(45),
                                Stage.ENRICHMENT, Duration.ofSeconds(40),
                                Stage.WEATHER, Duration.ofSeconds(31),
                                Stage.STORAGE, Duration.ofSeconds(30))));
        assertThat(config.house()).isEqualTo(new HouseConfig("cabin", Optional.of(new Place(52.37, 4.9))));
        assertThat(config.homeAssistant().url()).contains(URI.create("wss://ha.local"));
        assertThat(config.homeAssistant().token().reveal()).isEqualTo("ha-secret");
        assertThat(config.homeAssistant().eventTypes()).containsExactly("state_changed", "call_service");
        assertThat(config.homeAssistant().pingInterval()).hasSeconds(30);
        assertThat(config.homeAssistant().pingTimeout()).hasSeconds(9);
        assertThat(config.homeAssistant().reconnectMin()).hasSeconds(1);
        assertThat(config.homeAssistant().reconnectMax()).hasSeconds(120);
        assertThat(config.homeAssistant().authRetry()).hasMinutes(10);
        assertThat(config.homeAssistant().trustFile())
                .contains(Path.of("pom.xml").toAbsolutePath());
        assertThat(config.homeAssistant().connectTimeout()).hasSeconds(11);
        assertThat(config.homeAssistant().registryRefresh()).hasSeconds(4);
        assertThat(config.homeAssistant().historyTimeout()).hasSeconds(61);
        assertThat(config.homeAssistant().bufferBytes()).isEqualTo(1L << 20);
        assertThat(config.homeAssistant().maxMessageBytes()).isEqualTo(2 << 20);
        assertThat(config.ingestion().deniedAttributes()).containsExactly("secret_thing");
        assertThat(config.frame()).isEqualTo(new FrameConfig(10, 2048, Duration.ofMillis(7)));
        assertThat(config.outbox()).isEqualTo(new OutboxConfig(3, 1L << 30, 64L << 20, "seda:there", "seda:here"));
        assertThat(config.gap()).isEqualTo(new GapConfig(false, Duration.ofDays(30), Duration.ofMillis(70)));
        assertThat(config.deadLetters()).isEqualTo(new DeadLetterConfig(2 << 20, Duration.ofDays(2)));
        assertThat(config.validation().futureLimit()).hasHours(1);
        assertThat(config.weather().apiKey().reveal()).isEqualTo("weather-secret");
        assertThat(config.weather().apiUrl()).contains(URI.create("http://weather:1/v1"));
        assertThat(config.weather().cacheTtl()).hasSeconds(60);
        assertThat(config.weather().staleFor()).hasHours(2);
        assertThat(config.weather().retryAfter()).hasSeconds(3);
        assertThat(config.weather().maxWait()).hasMillis(4);
        assertThat(config.weather().timeout()).hasSeconds(2);
        assertThat(config.weather().wantedFor()).containsExactlyInAnyOrder("climate", "temperature");
        assertThat(config.store().influxUrl()).contains(URI.create("http://influx:8086"));
        assertThat(config.store().token().reveal()).isEqualTo("influx-secret");
        assertThat(config.properties()).containsEntry("influxdb.token", "influx-secret");
        assertThat(config.withoutSecrets())
                .containsOnlyKeys(config.properties().keySet())
                .containsEntry("ha.token", "***")
                .containsEntry("influxdb.url", config.properties().get("influxdb.url"))
                .values()
                .noneMatch(value -> value.endsWith("-secret"));
        assertThat(config.store().org()).isEqualTo("org");
        assertThat(config.store().bucket()).isEqualTo("bucket");
        assertThat(config.store().timeout()).hasSeconds(1);
        assertThat(config.store().folder()).isEqualTo(Path.of("/srv/hearth line/store"));
        assertThat(config.dataDir()).isEqualTo(Path.of("/srv/hearth line"));
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.http().maxBodyBytes()).isEqualTo(1_000_000);
        assertThat(config.http().apiKey().reveal()).isEqualTo("api-key-0123456789");
        assertThat(config.http().linkKey().reveal()).isEqualTo("link-key-0123456789");
        assertThat(config.jmx()).isEqualTo(new JmxConfig(Optional.of(9010), true, true));
        assertThat(config.routes())
                .isEqualTo(new RoutesConfig(
                        Path.of("/srv/my routes"),
                        Path.of("/srv/hearth line/routes-kept"),
                        false,
                        Duration.ofSeconds(5)));
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Format.JSON, LogConfig.Level.DEBUG));
    }

    @Test
    void aFolderOfRoutesThatMeetsThatOfTheirCopiesIsAFault() throws IOException {
        Path data = folder.resolve("data");
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(data.resolve("routes-kept")));
        for (Path own : List.of(data, data.resolve("routes-kept"), data.resolve("routes-kept/mine"), link)) {
            ConfigurationException refused =
                    catchThrowableOfType(ConfigurationException.class, () -> loadRoutes(data, own));
            assertThat(refused.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.key()).isEqualTo("routes.dir");
                assertThat(fault.toString()).contains("where the last good copies are kept");
            });
        }
        assertThat(loadRoutes(data, data.resolve("routes")).folder()).isEqualTo(data.resolve("routes"));
    }

    private static RoutesConfig loadRoutes(Path data, Path routes) {
        return ConfigLoader.load(ConfigSources.none()
                        .withEnvironment(HOUSE)
                        .withOption("data.dir", data.toString())
                        .withOption("routes.dir", routes.toString()))
                .routes();
    }

    /** A value other than the default for each key there is; a key that is added must be added here. */
    private static Map<String, String> everyKeyChanged() {
        Map<String, String> changed = Map.ofEntries(
                Map.entry("ha.url", "wss://ha.local/"),
                Map.entry("ha.token", "ha-secret"),
                Map.entry("ha.trust-file", "pom.xml"),
                Map.entry("ha.connect-timeout", "11s"),
                Map.entry("ha.registry-refresh", "4s"),
                Map.entry("ha.history-timeout", "61s"),
                Map.entry("ha.event-types", "state_changed, call_service"),
                Map.entry("ha.ping-interval", "30s"),
                Map.entry("ha.ping-timeout", "9s"),
                Map.entry("ha.reconnect-min", "1s"),
                Map.entry("ha.reconnect-max", "2m"),
                Map.entry("ha.auth-retry", "10m"),
                Map.entry("ha.buffer", "1MiB"),
                Map.entry("ha.max-message", "2MiB"),
                Map.entry("house", "cabin"),
                Map.entry("house.place", "52.37, 4.90"),
                Map.entry("ingestion.denied-attributes", "secret_thing"),
                Map.entry("frame.max-events", "10"),
                Map.entry("frame.max-bytes", "2KiB"),
                Map.entry("frame.linger", "7ms"),
                Map.entry("outbox.partitions", "3"),
                Map.entry("outbox.max-bytes", "1GiB"),
                Map.entry("outbox.min-disk-free", "64MiB"),
                Map.entry("outbox.to", "seda:there"),
                Map.entry("outbox.from", "seda:here"),
                Map.entry("outbox.unreadable", "seda:odd"),
                Map.entry("dead-letters.to", "seda:dead"),
                Map.entry("dead-letters.max-bytes", "2MiB"),
                Map.entry("dead-letters.max-age", "2d"),
                Map.entry("validation.future-limit", "1h"),
                Map.entry("weather.api-key", "weather-secret"),
                Map.entry("weather.api-url", "http://weather:1/v1/"),
                Map.entry("weather.cache-ttl", "1m"),
                Map.entry("weather.stale-for", "1h60m"),
                Map.entry("weather.retry-after", "3s"),
                Map.entry("weather.wait", "4ms"),
                Map.entry("weather.timeout", "2s"),
                Map.entry("weather.for", "climate,temperature"),
                Map.entry("influxdb.url", "http://influx:8086"),
                Map.entry("influxdb.token", "influx-secret"),
                Map.entry("influxdb.org", "org"),
                Map.entry("gap.repair", "false"),
                Map.entry("gap.recorder-days", "30d"),
                Map.entry("gap.pause", "70ms"),
                Map.entry("influxdb.bucket", "bucket"),
                Map.entry("influxdb.timeout", "1s"),
                Map.entry("data.dir", "/srv/hearth line"),
                Map.entry("http.host", "0.0.0.0"),
                Map.entry("http.port", "9000"),
                Map.entry("http.max-body", "1MB"),
                Map.entry("http.max-connections", "50"),
                Map.entry("http.patience", "5s"),
                Map.entry("api.key", "api-key-0123456789"),
                Map.entry("link.key", "link-key-0123456789"),
                Map.entry("stages", "storage, ingestion"),
                Map.entry("routes", "ingestion,stor*"),
                Map.entry("link.ingestion", "http://a:1"),
                Map.entry("link.validation", "http://b:2"),
                Map.entry("link.enrichment", "http://c:3/base/"),
                Map.entry("link.weather", "http://d:4"),
                Map.entry("link.storage", "https://e:5/ , http://g:7/storage,https://e:5"),
                Map.entry("link.gateway", "http://f:6"),
                Map.entry("link.connect-timeout", "1s"),
                Map.entry("link.probe", "9s"),
                Map.entry("link.ingestion-timeout", "41s"),
                Map.entry("link.validation-timeout", "45s"),
                Map.entry("link.enrichment-timeout", "40s"),
                Map.entry("link.weather-timeout", "31s"),
                Map.entry("link.storage-timeout", "30s"),
                Map.entry("jmx.port", "9010"),
                Map.entry("jolokia.enabled", "true"),
                Map.entry("jolokia.write", "true"),
                Map.entry("routes.dir", "/srv/my routes"),
                Map.entry("routes.reload", "false"),
                Map.entry("routes.reload-interval", "5s"),
                Map.entry("log.format", "json"),
                Map.entry("log.level", "debug"));
        assertThat(changed.keySet()).isEqualTo(new Layers(ConfigLoader.defaults()).ourKeys());
        return changed;
    }

    @Test
    void reportsAllFaultsAtOnce() throws IOException {
        Path file = file("""
                # a comment
                ha.ping-interval = often
                frame.max-events = 0
                weather.cache_ttl = 5m
                influxdb.url = influx:8086
                frame.max-bytes = 12 apples
                log.format = xml
                house.place = 91,0
                stages = ingestion,enrichmant
                weather.stale-for = 1m
                http.host = 0.0.0.0
                http.port = 99999
                door.storage = direct:mine
                """);

        assertThat(messageOf(ConfigSources.none().withFile(file)).replace(file.toString(), "FILE"))
                .isEqualTo("""
                        14 faults in the configuration:
                          door.storage (FILE:13): is computed at start from 'stages', it cannot be set
                          frame.max-bytes = '12 apples' (FILE:6): expected a size such as 512B, 64KiB, 1MiB or 2GiB, from 1KiB to 64MiB (environment FRAME_MAX_BYTES)
                          frame.max-events = '0' (FILE:3): expected a whole number from 1 to 10000 (environment FRAME_MAX_EVENTS)
                          ha.ping-interval = 'often' (FILE:2): expected a duration such as 500ms, 20s, 5m, 24h or 7d, from 1s to 10m (environment HA_PING_INTERVAL)
                          ha.token (to set: environment HA_TOKEN): missing: in Home Assistant open your profile, Security, Long-lived access tokens, Create token
                          ha.url (to set: environment HA_URL): missing: the address of Home Assistant, such as http://homeassistant.local:8123
                          house.place = '91,0' (FILE:8): expected latitude,longitude in degrees, such as 52.37,4.90, or nothing (environment HOUSE_PLACE)
                          http.host = '0.0.0.0' (FILE:11): others could reach this without a key: set API_KEY (for instance to the output of: openssl rand -hex 32) or stay on 127.0.0.1 (environment HTTP_HOST)
                          http.port = '99999' (FILE:12): expected a whole number from 0 to 65535 (environment HTTP_PORT)
                          influxdb.url = 'influx:8086' (FILE:5): expected an address that begins with http://, https://, then host, port and path as needed; no user, no '?', no '_' in the host name (environment INFLUXDB_URL)
                          log.format = 'xml' (FILE:7): expected one of text, json (environment LOG_FORMAT)
                          stages = 'ingestion,enrichmant' (FILE:9): there is no stage 'enrichmant' (did you mean enrichment?), expected some of ingestion, validation, enrichment, weather, storage, gateway (environment STAGES)
                          weather.cache_ttl (FILE:4): unknown key, did you mean weather.cache-ttl?
                          weather.stale-for = '1m' (FILE:10): expected at least weather.cache-ttl, which is 900s (environment WEATHER_STALE_FOR)""");
    }

    @Test
    void strongerSourceWins() throws IOException {
        Path weak = file("house = weak-file\n");
        Path strong = Files.writeString(folder.resolve("strong.properties"), "house = strong-file\n");
        ConfigSources sources = ConfigSources.none().withEnvironment(HOUSE).withFallback("house", "fallback");
        assertThat(house(sources)).isEqualTo("fallback");

        sources = sources.withFile(weak);
        assertThat(house(sources)).isEqualTo("weak-file");
        sources = sources.withFile(strong);
        assertThat(house(sources)).isEqualTo("strong-file");
        sources = sources.withSystemProperties(Map.of("house", "jvm"));
        assertThat(house(sources)).isEqualTo("jvm");
        sources = sources.withDefinitions(Map.of("house", "definition"));
        assertThat(house(sources)).isEqualTo("definition");
        sources = sources.withEnvironment(
                Map.of("HOUSE", "environment", "HA_URL", "http://ha.local:8123", "HA_TOKEN", "token"));
        assertThat(house(sources)).isEqualTo("environment");
        sources = sources.withOption("house", "option");
        assertThat(house(sources)).isEqualTo("option");
    }

    @Test
    void emptyEnvironmentVariableIsAsIfNotSet() {
        Config config = ConfigLoader.load(ConfigSources.none()
                .withEnvironment(Map.of("HA_URL", "http://ha.local", "HA_TOKEN", "t", "HOUSE", " ", "HTTP_PORT", "")));

        assertThat(config.house().name()).isEqualTo("home");
        assertThat(config.http().port()).isEqualTo(8080);
    }

    @Test
    void unknownEnvironmentVariableIsNoFault() {
        ConfigSources sources = ConfigSources.none()
                .withEnvironment(
                        Map.of("HA_URL", "http://ha.local", "HA_TOKEN", "t", "HA_COLOUR", "x", "WEATHER", "y"));

        assertThat(house(sources)).isEqualTo("home");
    }

    @Test
    void propertiesOfTheJvmAreNoFaultButMisspeltOnesOfOursAre() {
        ConfigSources sources = ConfigSources.none().withEnvironment(HOUSE);
        assertThat(house(sources.withSystemProperties(Map.of(
                        "http.proxyHost", "proxy", "http.nonProxyHosts", "localhost", "java.home", "x", "house", "h"))))
                .isEqualTo("h");
        assertThat(messageOf(sources.withSystemProperties(Map.of("http.prot", "1"))))
                .contains("http.prot (-D): unknown key, did you mean http.port?");
        assertThat(messageOf(sources.withDefinitions(Map.of("inflxdb.url", "http://i"))))
                .contains("inflxdb.url (-D): unknown key, did you mean influxdb.url?");
    }

    @Test
    void keysOfOthersGoThroughToTheRoutes() throws IOException {
        Config config = ConfigLoader.load(ConfigSources.none()
                .withEnvironment(HOUSE)
                .withFile(file("my.threshold = 5\ncamel.main.name = mine\n")));

        assertThat(config.properties()).containsEntry("my.threshold", "5").containsEntry("camel.main.name", "mine");
    }

    @Test
    void propertiesForRoutesAreInPlainUnits() {
        Config config = ConfigLoader.load(ConfigSources.none().withEnvironment(HOUSE));

        assertThat(config.properties())
                .containsEntry("ha.url", "http://ha.local:8123")
                .containsEntry("ha.token", "token")
                .containsEntry("frame.linger", "25")
                .containsEntry("ha.buffer", "67108864")
                .containsEntry("http.port", "8080")
                .containsEntry("stage.weather", "true")
                .containsEntry("door.storage", "direct:storage")
                .containsEntry("outbox.to", "bean:outbox?method=put");
        assertThat(config).asString().doesNotContain("token");
    }

    @Test
    void aliasesSetLinksAndMustAgree() {
        ConfigSources sources = ConfigSources.none();
        Map<String, String> environment = Map.of(
                "STAGES",
                "validation",
                "ENRICHMENT_SERVICE_URL",
                "http://enrichment:8002/",
                "DATA_STORAGE_URL",
                "http://s");
        Deployment deployment =
                ConfigLoader.load(sources.withEnvironment(environment)).deployment();

        assertThat(deployment.link(Stage.ENRICHMENT)).isEqualTo(URI.create("http://enrichment:8002"));
        assertThat(deployment.link(Stage.STORAGE)).isEqualTo(URI.create("http://s"));
        assertThat(messageOf(sources.withEnvironment(Map.of(
                        "STAGES", "validation", "LINK_ENRICHMENT", "http://a", "ENRICHMENT_PIPELINE_URL", "http://b"))))
                .contains(
                        "link.enrichment (environment ENRICHMENT_PIPELINE_URL): contradicts environment LINK_ENRICHMENT, unset one");
    }

    @Test
    void houseIsNeededOnlyWhereIngestionRuns() {
        assertThat(house(ConfigSources.none().withOption("stages", "validation")))
                .isEqualTo("home");
        assertThat(faultKeys(ConfigSources.none())).containsExactly("ha.token", "ha.url");
    }

    @Test
    void findsContradictions() throws IOException {
        ConfigSources sources = ConfigSources.none().withEnvironment(HOUSE);

        assertThat(faultKeys(sources.withDefinitions(Map.of("influxdb.token", "t"))))
                .containsExactly("influxdb.url");
        assertThat(faultKeys(sources.withDefinitions(Map.of("ha.reconnect-max", "100ms"))))
                .containsExactly("ha.reconnect-max");
        assertThat(faultKeys(sources.withDefinitions(Map.of("ha.ping-interval", "5s"))))
                .containsExactly("ha.ping-interval");
        assertThat(faultKeys(sources.withDefinitions(Map.of("ha.trust-file", "no-such-file.pem"))))
                .containsExactly("ha.trust-file");
        assertThat(faultKeys(sources.withDefinitions(Map.of("ha.event-types", " , "))))
                .containsExactly("ha.event-types");
        assertThat(faultKeys(sources.withDefinitions(Map.of("outbox.to", "")))).containsExactly("outbox.to");
        assertThat(faultKeys(sources.withFile(file("house = a\nhouse = b\n")))).containsExactly("house");
        assertThat(messageOf(sources.withOption("stages", "ingestion").withDefinitions(Map.of("http.port", "8006"))))
                .contains("link.validation", "this is the address of this process");
        assertThat(house(sources.withOption("stages", "weather").withDefinitions(Map.of("http.port", "8006"))))
                .isEqualTo("home");
    }

    @Test
    void aCallerWaitsLongerThanWhatStandsBehindTheOneWhomItAsks() {
        ConfigSources sources = ConfigSources.none().withOption("stages", "gateway");

        LinkConfig link = ConfigLoader.load(sources.withDefinitions(Map.of("influxdb.timeout", "20s")))
                .link();

        assertThat(link.timeout(Stage.STORAGE)).isEqualTo(Duration.ofSeconds(48));
        assertThat(link.timeout(Stage.ENRICHMENT)).isEqualTo(Duration.ofMillis(56_050));
        assertThat(link.timeout(Stage.VALIDATION)).isEqualTo(Duration.ofMillis(64_050));
        assertThat(link.timeout(Stage.WEATHER)).isEqualTo(Duration.ofMillis(8_050));
        assertThat(messageOf(sources.withDefinitions(Map.of("link.storage-timeout", "13s"))))
                .contains(
                        "link.storage-timeout = '13s'",
                        "expected more than 2 x influxdb.timeout + 2 x link.connect-timeout, together 26s");
        assertThat(house(sources.withDefinitions(Map.of("link.storage-timeout", "1m"))))
                .isEqualTo("home");
        assertThat(faultKeys(
                        sources.withDefinitions(Map.of("link.storage-timeout", "1m", "link.enrichment-timeout", "1m"))))
                .containsExactly("link.enrichment-timeout");
    }

    @Test
    void linksThatContradictOneAnotherAreRefused() {
        ConfigSources gateway = ConfigSources.none().withOption("stages", "gateway");

        assertThat(messageOf(gateway.withDefinitions(Map.of("link.storage", "http://localhost:8002"))))
                .contains("link.storage", "link.enrichment too", "http://localhost:8002/storage");
        assertThat(house(gateway.withDefinitions(Map.of(
                        "link.storage", "http://localhost:8002/storage", "link.weather", "http://localhost:8002"))))
                .isEqualTo("home");
        assertThat(messageOf(
                        gateway.withDefinitions(Map.of("link.storage", "http://localhost:9000,http://localhost:8003"))))
                .contains("link.storage", "this is the address of this process");
        assertThat(messageOf(gateway.withDefinitions(Map.of("link.storage", "http://a,b"))))
                .contains("link.storage = 'http://a,b'", "expected an address, or several with commas between");
        // Nobody calls it from there: that is worth a note, not more.
        assertThat(house(ConfigSources.none()
                        .withOption("stages", "storage")
                        .withDefinitions(Map.of("link.weather", "http://localhost:8004"))))
                .isEqualTo("home");
    }

    @Test
    void camelsProfileNamesAFileOrTheStagesToRun() throws IOException {
        ConfigSources sources =
                ConfigSources.none().withEnvironment(Map.of("CAMEL_MAIN_PROFILE", "weather, data-storage"));
        assertThat(ConfigLoader.load(sources).deployment().stages()).containsExactly(Stage.WEATHER, Stage.STORAGE);
        assertThat(ConfigLoader.load(sources.withOption("stages", "enrichment"))
                        .deployment()
                        .stages())
                .containsExactly(Stage.ENRICHMENT);

        ConfigSources cellar = ConfigSources.none().withEnvironment(Map.of("CAMEL_MAIN_PROFILE", "cellar"));
        Path file = Files.writeString(folder.resolve("application-cellar.properties"), "stages = validation\n");
        assertThat(ConfigLoader.load(cellar.withFile(file)).deployment().stages())
                .containsExactly(Stage.VALIDATION);
        assertThat(messageOf(cellar))
                .contains("CAMEL_MAIN_PROFILE = 'cellar'", "application-cellar.properties", "ingestion, validation");
    }

    @Test
    void aProcessSaysAtItsStartWhereItsNeighboursAre() {
        assertThat(notes("validation,enrichment", Map.of("link.weather", "http://w:1", "link.validation", "http://v")))
                .containsExactly(
                        "There is no weather in this process: it is looked for at http://w:1 (LINK_WEATHER)",
                        "There is no storage in this process: it is looked for at http://localhost:8004, where it is by"
                                + " default. Set LINK_STORAGE if it is elsewhere, or add it to the stages",
                        "LINK_VALIDATION is set and not used: validation runs in this process");
        assertThat(notes("storage", Map.of("link.weather", "http://w:1")))
                .containsExactly("LINK_WEATHER is set and not used: nothing in this process calls weather");
        assertThat(notes("validation", Map.of("api.key", "0123456789abcdef")))
                .anyMatch(note -> note.startsWith("LINK_KEY is not set"));
        assertThat(notes("weather", Map.of())).isEmpty();
    }

    private static List<String> notes(String stages, Map<String, String> settings) {
        return LinkNotes.of(ConfigLoader.load(
                ConfigSources.none().withOption("stages", stages).withDefinitions(settings)));
    }

    @Test
    void missingOrUnreadableFileIsAFault() throws IOException {
        assertThat(messageOf(ConfigSources.none().withEnvironment(HOUSE).withFile(folder.resolve("none.properties"))))
                .contains("--config", "none.properties", "there is no such file");
        assertThat(messageOf(ConfigSources.none().withEnvironment(HOUSE).withFile(file("house = \\u00zz\n"))))
                .contains("--config", "cannot be read", ":1");
    }

    @Test
    void neverShowsASecret() throws IOException {
        String token = "eyJhbGciOiJIUzI1NiJ9.abc.def";
        Path file = file("""
                ha.tokn = %1$s
                ha.url = %1$s
                influxdb.url = http://me:pass-word@influx/?token=query-secret
                influxdb.org = a
                weather.api-url = 0123456789abcdef0123456789abcdef0123
                api.key = short-secret
                """.formatted(token));

        assertThat(messageOf(ConfigSources.none().withFile(file)))
                .contains("ha.tokn", "did you mean ha.token?", "api.key = '***'", "http://***@influx/?***")
                .doesNotContain(token, "pass-word", "query-secret", "short-secret", "0123456789abcdef0123");
        Config config = ConfigLoader.load(ConfigSources.none().withDefinitions(everyKeyChanged()));
        assertThat(config.homeAssistant() + " " + config.weather() + config.store() + config.http() + config)
                .contains("***")
                .doesNotContain("ha-secret", "weather-secret", "influx-secret", "api-key-0", "link-key-0");
    }

    @Test
    void findsTheAddressesOfHomeAssistant() {
        for (String given :
                List.of("http://ha:8123", "ws://ha:8123/", "http://ha:8123/api/websocket", "HTTP://ha:8123")) {
            HomeAssistantConfig config = homeAssistant(given);
            assertThat(config.webSocket()).as(given).contains(URI.create("ws://ha:8123/api/websocket"));
            assertThat(config.http())
                    .as(given)
                    .hasValueSatisfying(uri -> assertThat(uri.toString()).isEqualToIgnoringCase("http://ha:8123"));
        }
        HomeAssistantConfig secure = homeAssistant("https://ha.example.org/base");
        assertThat(secure.webSocket()).contains(URI.create("wss://ha.example.org/base/api/websocket"));
        assertThat(secure.http()).contains(URI.create("https://ha.example.org/base"));
        HomeAssistantConfig supervisor = homeAssistant("ws://supervisor/core/websocket");
        assertThat(supervisor.webSocket()).contains(URI.create("ws://supervisor/core/websocket"));
        assertThat(supervisor.http()).contains(URI.create("http://supervisor/core"));
    }

    @Test
    void listensToOthersOnlyWithAKey() {
        ConfigSources sources = ConfigSources.none().withEnvironment(HOUSE);
        for (String loopback : List.of("127.0.0.1", "localhost", "::1", "127.1.2.3")) {
            assertThat(ConfigLoader.load(sources.withOption("http.host", loopback))
                            .http()
                            .host())
                    .isEqualTo(loopback);
        }
        for (String open : List.of("0.0.0.0", "::", "192.168.1.2", "hearthline", "127.0.0.1.example.org")) {
            assertThat(faultKeys(sources.withOption("http.host", open))).containsExactly("http.host");
        }
    }

    private static HomeAssistantConfig homeAssistant(String url) {
        return ConfigLoader.load(ConfigSources.none().withEnvironment(Map.of("HA_URL", url, "HA_TOKEN", "t")))
                .homeAssistant();
    }

    private static String house(ConfigSources sources) {
        return ConfigLoader.load(sources).house().name();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.properties"), text);
    }

    private static List<String> faultKeys(ConfigSources sources) {
        return catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.load(sources)).faults().stream()
                .map(ConfigFault::key)
                .toList();
    }

    private static String messageOf(ConfigSources sources) {
        return catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.load(sources))
                .getMessage();
    }
}
