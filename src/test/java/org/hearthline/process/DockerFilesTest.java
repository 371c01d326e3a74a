package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code docker/}, as far as they can be judged without an engine that runs them. {@link ImageIT} runs the image's parts. */
class DockerFilesTest {
    private static final String ALL_IN_ONE = "compose.yaml";
    private static final String SERVICES = "compose.services.yaml";
    private static final Path DOCKER = Path.of("docker");
    private static final Pattern PINNED = Pattern.compile("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*");
    private static final Pattern SECRET = Pattern.compile(".*(KEY|TOKEN|PASSWORD)");

    private final ImageRecipe image = ImageRecipe.read();

    @Test
    void eachStageIsAServiceOfItsNameOnItsPort() {
        ComposeFile file = ComposeFile.read(SERVICES);

        assertThat(file.ours().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Stage.values()).map(Stage::serviceName).toList());
        for (Stage stage : Stage.values()) {
            JsonNode service = file.service(stage.serviceName());
            Config config = config(service);
            assertThat(config.deployment().stages()).containsExactly(stage);
            assertThat(config.http().port()).isEqualTo(stage.portAlone());
            for (Stage other : Stage.values()) {
                assertThat(config.deployment().link(other))
                        .hasToString("http://" + other.serviceName() + ":" + other.portAlone());
            }
        }
    }

    @Test
    void oneContainerHoldsAllStages() {
        ComposeFile file = ComposeFile.read(ALL_IN_ONE);

        Config config = config(file.service("hearthline"));

        assertThat(config.deployment().isAllInOne()).isTrue();
        assertThat(config.http().port()).isEqualTo(8080);
        JsonNode store = file.service("influxdb").get("environment");
        JsonNode ours = file.service("hearthline").get("environment");
        assertThat(ours.get("INFLUXDB_TOKEN")).isEqualTo(store.get("DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"));
        assertThat(ours.get("INFLUXDB_ORG")).isEqualTo(store.get("DOCKER_INFLUXDB_INIT_ORG"));
        assertThat(ours.get("INFLUXDB_BUCKET")).isEqualTo(store.get("DOCKER_INFLUXDB_INIT_BUCKET"));
    }

    /** Each container's environment is taken without a fault, and with none of it unknown. */
    @ParameterizedTest
    @ValueSource(strings = {ALL_IN_ONE, SERVICES})
    void everyVariableOfAContainerIsASetting(String name) throws IOException {
        Set<String> settings = settings();

        for (Map.Entry<String, JsonNode> service : ComposeFile.read(name).ours().entrySet()) {
            assertThat(settings)
                    .as(service.getKey())
                    .containsAll(ComposeFile.environment(service.getValue()).keySet());
            assertThat(config(service.getValue()).http().host()).isEqualTo("0.0.0.0");
        }
        assertThat(settings).containsAll(image.environment().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_IN_ONE, SERVICES})
    void portsArePublishedToThisMachineOnlyAndAreThoseOfTheContainer(String name) {
        ComposeFile.read(name)
                .services()
                .forEach((service, settings) -> settings.path("ports")
                        .forEach(port -> assertThat(port.asText()).as(service).matches("127\\.0\\.0\\.1:(\\d+):\\1")));
        ComposeFile.read(name)
                .ours()
                .forEach((service, settings) -> assertThat(settings.get("ports"))
                        .singleElement()
                        .extracting(JsonNode::asText)
                        .asString()
                        .endsWith(":" + config(settings).http().port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_IN_ONE, SERVICES})
    void everyServiceIsBoundedAndComesBack(String name) {
        ComposeFile.read(name).services().forEach((service, settings) -> {
            assertThat(settings.path("restart").asText()).as(service).isEqualTo("unless-stopped");
            assertThat(settings.path("mem_limit").asText()).as(service).matches("\\d+[mg]");
            assertThat(settings.at("/logging/options/max-size").asText())
                    .as(service)
                    .matches("\\d+m");
            assertThat(settings.at("/logging/options/max-file").asInt())
                    .as(service)
                    .isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_IN_ONE, SERVICES})
    void ourContainersMayDoNothingButWorkAndHaveTimeToStop(String name) {
        ComposeFile.read(name).ours().forEach((service, settings) -> {
            assertThat(settings.path("read_only").asBoolean()).as(service).isTrue();
            assertThat(settings.path("tmpfs").path(0).asText()).as(service).startsWith("/tmp:exec,size=");
            assertThat(settings.path("cap_drop").path(0).asText()).as(service).isEqualTo("ALL");
            assertThat(settings.path("security_opt").path(0).asText())
                    .as(service)
                    .isEqualTo("no-new-privileges:true");
            assertThat(settings.has("user")).as("%s: the image's", service).isFalse();
            assertThat(Integer.parseInt(
                            settings.path("stop_grace_period").asText().replace("s", "")))
                    .as(service)
                    .isGreaterThan((int) HearthlineProcess.END.toSeconds());
        });
    }

    @Test
    void onlyWhatHasStateHasAVolume() {
        ComposeFile file = ComposeFile.read(SERVICES);

        file.ours()
                .forEach((service, settings) -> assertThat(settings.has("volumes"))
                        .as(service)
                        .isEqualTo(Set.of("websocket-ingestion", "data-storage").contains(service)));
        assertVolumesAreDeclared(file);
        assertVolumesAreDeclared(ComposeFile.read(ALL_IN_ONE));
    }

    private static void assertVolumesAreDeclared(ComposeFile file) {
        Set<String> used = new TreeSet<>();
        file.services()
                .values()
                .forEach(service -> service.path("volumes")
                        .forEach(volume -> used.add(volume.asText().split(":")[0])));
        assertThat(ComposeFile.members(file.tree().get("volumes")).keySet()).containsExactlyInAnyOrderElementsOf(used);
        file.ours().values().stream()
                .filter(service -> service.has("volumes"))
                .forEach(service -> assertThat(service.get("volumes").get(0).asText())
                        .endsWith(":" + ImageRecipe.read().environment().get("DATA_DIR")));
    }

    /** A stage waits for those that it calls, and for no other. */
    @Test
    void servicesStartWhenThoseBehindThemAreHealthy() {
        ComposeFile file = ComposeFile.read(SERVICES);

        for (Stage stage : Stage.values()) {
            Map<String, JsonNode> waitsFor =
                    ComposeFile.members(file.service(stage.serviceName()).path("depends_on"));
            Set<String> calls = stage.calls().stream().map(Stage::serviceName).collect(Collectors.toSet());
            assertThat(calls).as(stage.id()).containsAll(waitsFor.keySet());
            assertThat(waitsFor.isEmpty()).as(stage.id()).isEqualTo(calls.isEmpty());
            waitsFor.values()
                    .forEach(on -> assertThat(on.path("condition").asText()).isEqualTo("service_healthy"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_IN_ONE, SERVICES})
    void noSecretHasADefaultAndAllThatMustBeGivenStandsInTheExample(String name) throws IOException {
        ComposeFile file = ComposeFile.read(name);

        ComposeFile.VARIABLE
                .matcher(file.text())
                .results()
                .filter(found -> SECRET.matcher(found.group(1)).matches())
                .forEach(found ->
                        assertThat(hasNoDefault(found)).as(found.group()).isTrue());
        file.services()
                .forEach((service, settings) -> ComposeFile.members(settings.path("environment"))
                        .forEach((variable, value) -> {
                            if (SECRET.matcher(variable).matches()) {
                                assertThat(value.asText())
                                        .as(service + " " + variable)
                                        .startsWith("${");
                            }
                        }));
        List<String> example = Files.readAllLines(DOCKER.resolve("example.env"));
        assertThat(example)
                .containsAll(file.required().stream().map(key -> key + "=").toList());
        assertThat(example).allMatch(line -> line.isEmpty() || line.startsWith("#") || line.endsWith("="));
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
    }

    private static boolean hasNoDefault(MatchResult variable) {
        return ":?".equals(variable.group(2)) || variable.group(3).isEmpty();
    }

    @Test
    void everyImageIsPinned() throws IOException {
        List<String> images = new ArrayList<>();
        image.all("ARG").forEach(step -> images.add(step.words().split("=")[1]));
        for (String name : List.of(ALL_IN_ONE, SERVICES)) {
            ComposeFile.read(name)
                    .services()
                    .values()
                    .forEach(service -> images.add(service.get("image").asText()));
        }

        assertThat(images).hasSizeGreaterThan(8).allMatch(PINNED.asMatchPredicate());
        assertThat(image.all("FROM")).extracting(ImageRecipe.Step::words).allMatch(words -> words.startsWith("${"));
        String version = Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>([\\d.]+).*", "$1");
        assertThat(images).contains("hearthline:" + version);
    }

    @Test
    void imageRunsAsNobodyOfNoteAndPassesSignalsOn() {
        assertThat(image.only("USER").words()).matches("[1-9]\\d+:[1-9]\\d+");
        assertThat(image.only("ENTRYPOINT").command()).containsExactly("/opt/hearthline/hearthline");
        assertThat(image.only("CMD").command()).containsExactly("run");
        assertThat(image.only("HEALTHCHECK").words()).contains(" CMD [");
        assertThat(image.only("EXPOSE").words()).isEqualTo(image.environment().get("HTTP_PORT"));
        assertThat(image.environment())
                .noneSatisfy((name, value) -> assertThat(name).matches(SECRET));
        assertThat(image.image()).extracting(ImageRecipe.Step::instruction).doesNotContain("ADD", "VOLUME");
    }

    /** What changes with every version stands behind what does not, and nothing heavy stands behind it. */
    @Test
    void librariesAreALayerBeforeOurOwn() {
        List<String> layers = image.image().stream()
                .filter(step -> List.of("COPY", "RUN").contains(step.instruction()))
                .map(ImageRecipe.Step::words)
                .toList();

        assertThat(layers)
                .satisfiesExactly(
                        layer -> assertThat(layer).startsWith("mkdir"),
                        layer -> assertThat(layer).contains("/src/target/lib/"),
                        layer -> assertThat(layer).contains("docker/archive"),
                        layer -> assertThat(layer).startsWith("/opt/hearthline/archive"),
                        layer -> assertThat(layer).contains("hearthline"),
                        layer -> assertThat(layer).contains("target/hearthline.jar"));
    }

    @Test
    void whatTheImageIsMadeOfIsInItsContextAndNothingElse() throws IOException {
        Set<String> sources = new TreeSet<>();
        image.all("COPY").stream()
                .filter(step -> !step.words().startsWith("--from"))
                .forEach(step -> step.sources().forEach(source -> sources.add(source.replaceFirst("/$", ""))));

        Set<String> context = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).contains("*");
        assertThat(context).isEqualTo(sources);
        assertThat(sources).allMatch(source -> Files.exists(Path.of(source)));
    }

    @Test
    void prometheusAsksEveryService() throws IOException {
        JsonNode file = ComposeFile.yaml(Files.readString(DOCKER.resolve("prometheus.yml")));
        List<String> targets = new ArrayList<>();
        file.at("/scrape_configs/0/static_configs/0/targets").forEach(target -> targets.add(target.asText()));

        assertThat(targets)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Stage.values())
                        .map(stage -> stage.serviceName() + ":" + stage.portAlone())
                        .toList());
        ComposeFile services = ComposeFile.read(SERVICES);
        assertThat(file.at("/scrape_configs/0/authorization/credentials_file").asText())
                .isEqualTo("/run/secrets/"
                        + services.service("prometheus").at("/secrets/0").asText());
        assertThat(services.tree().at("/secrets/api-key/environment").asText()).isEqualTo("API_KEY");
        assertThat(services.tree().at("/configs/prometheus/file").asText()).isEqualTo("./prometheus.yml");
    }

    @Test
    void hadolintAndTheComposeSpecificationAreContent() throws Exception {
        String linters = System.getenv("LINTERS");
        Needs.that(linters != null, getClass(), "set LINTERS to a folder with hadolint and a python with compose-spec");
        String check = "import sys, compose_spec\n"
                + "for file in sys.argv[1:]:\n"
                + "    compose_spec.PyOptions(apply_merge=True).from_yaml(open(file).read()).validate()\n";

        run(linters + "/hadolint", ImageRecipe.FILE.toString());
        run(
                linters + "/python",
                "-c",
                check,
                DOCKER.resolve(ALL_IN_ONE).toString(),
                DOCKER.resolve(SERVICES).toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    /** What the process of a container would run with; a fault of it is one of the file. */
    private Config config(JsonNode service) {
        Map<String, String> environment = new TreeMap<>(image.environment());
        environment.putAll(ComposeFile.environment(service));
        return ConfigLoader.load(ConfigSources.none().withEnvironment(environment));
    }

    /** Every key of application.properties, as the environment has it. */
    private static Set<String> settings() throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                .filter(line -> line.matches("[a-z][a-z.-]*=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .map(key -> key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
    }
}
