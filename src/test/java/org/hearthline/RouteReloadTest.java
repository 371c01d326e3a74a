package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of routes that come, change and go while the process runs. */
final class RouteReloadTest {
    private static final String ENRICHMENT = "enrichment.camel.yaml";
    private static final String VALIDATION = "validation.camel.yaml";
    private static final String BEANS = "- beans:\n    - {name: word, %s}\n";

    private static final String TIME = "              - bean: {id: validation-time,";
    private static final String QUIET = """
            - filter:
                id: validation-quiet
                expression: {simple: {expression: "${body.entityId} == 'sensor.noise'"}}
                steps:
                  - stop: {id: validation-quiet-stop}
            """;

    @TempDir
    Path home;

    private OwnRoutes own;

    @BeforeEach
    void prepare() {
        own = new OwnRoutes(home);
    }

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void aSavedFileIsTakenAndItsDeletionBringsThePackagedOneBack() {
        own.start(Map.of());
        assertThat(own.folder).isEmptyDirectory();

        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("mine", "1")));
        within30s().untilAsserted(() -> assertThat(stored()).contains("x_mine"));
        JsonNode status = own.status(ENRICHMENT);
        assertThat(status.path("origin").asText()).isEqualTo("user");
        assertThat(status.path("replaces_packaged").asBoolean()).isTrue();
        assertThat(route("enrichment").path("origin").asText()).isEqualTo("user");

        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("other", "1")));
        within30s().untilAsserted(() -> assertThat(stored()).contains("x_other").doesNotContain("x_mine"));

        own.delete(ENRICHMENT);
        within30s().untilAsserted(() -> assertThat(stored()).doesNotContain("x_other"));
        assertThat(own.status(ENRICHMENT).path("origin").asText()).isEqualTo("packaged");
    }

    @Test
    void countsGoOnWhenAStageIsLoadedAnew() {
        own.start(OwnRoutes.UNWATCHED);
        stored();
        stored();

        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("mine", "1")));
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("loaded");
        stored();

        String metrics = own.pipeline().get("/metrics").body();
        assertThat(metrics)
                .containsPattern("hearthline_stage_events_total\\{outcome=\"in\",stage=\"enrichment\"} 3\\.0");
        assertThat(metrics)
                .containsPattern("(?m)^camel_exchanges_succeeded_total\\{[^}]*routeId=\"enrichment\"[^}]*} 3\\.0");
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("unchanged");
    }

    @Test
    void routesMayComeBeRenamedAndGo() throws IOException {
        own.start(OwnRoutes.UNWATCHED);
        own.write("doorbell.yaml", ownRoute("doorbell", "POST /doorbell"));
        assertThat(own.reload("doorbell.yaml").path("state").asText()).isEqualTo("loaded");
        assertThat(ask("doorbell")).isEqualTo(200);

        Files.move(own.folder.resolve("doorbell.yaml"), own.folder.resolve("bell.yaml"));
        assertThat(own.reload("bell.yaml").path("state").asText()).isEqualTo("loaded");
        assertThat(own.status("doorbell.yaml").isMissingNode()).isTrue();
        assertThat(ask("doorbell")).isEqualTo(200);

        own.delete("bell.yaml");
        assertThat(own.reload("bell.yaml").path("state").asText()).isEqualTo("removed");
        assertThat(ask("doorbell")).isEqualTo(404);
    }

    @Test
    void aPathWithANameStaysBeforeOneWithAnId() {
        own.start(OwnRoutes.UNWATCHED);
        own.write("storage-queries.camel.yaml", OwnRoutes.resource("/routes/storage-queries.camel.yaml") + "# mine\n");

        assertThat(own.reload("storage-queries.camel.yaml").path("state").asText())
                .isEqualTo("loaded");

        assertThat(own.pipeline().get("/api/v1/events/count?limit=x").body()).doesNotContain("event_id");
    }

    @Test
    void aConfigMapsLinkIsSeenWhenItPointsElsewhere() throws IOException {
        Path first = Files.createDirectories(own.folder.resolve("..2026_1"));
        Files.writeString(first.resolve(ENRICHMENT), OwnRoutes.enrichmentWith(OwnRoutes.field("first", "1")));
        Files.createSymbolicLink(own.folder.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(own.folder.resolve(ENRICHMENT), Path.of("..data", ENRICHMENT));
        own.start(Map.of());
        assertThat(stored()).contains("x_first");

        Path second = Files.createDirectories(own.folder.resolve("..2026_2"));
        Files.writeString(second.resolve(ENRICHMENT), OwnRoutes.enrichmentWith(OwnRoutes.field("second", "1")));
        Files.createSymbolicLink(own.folder.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(own.folder.resolve("..data_tmp"), own.folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        within30s().untilAsserted(() -> assertThat(stored()).contains("x_second"));
    }

    @Test
    void whatEditorsLeaveBesideAFileIsNoFile() {
        own.start(OwnRoutes.UNWATCHED);
        for (String name : new String[] {
            ".enrichment.camel.yaml.swp",
            "enrichment.camel.yaml~",
            "#enrichment.camel.yaml#",
            ".#x.yaml",
            "4913",
            "x.test.yaml"
        }) {
            own.write(name, "no yaml: [");
        }

        own.reload(ENRICHMENT);

        assertThat(own.pipeline().health("route_files").path("status").asText()).isEqualTo("healthy");
    }

    @Test
    void propertiesReloadTheRoutesThatAskForThem() {
        own.write("own.properties", "colour = red\n");
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("colour", "{{colour}}")));
        own.start(OwnRoutes.UNWATCHED);
        assertThat(stored()).contains("x_colour_str=\"red\"");
        String validation = route("validation").toString();

        own.write("own.properties", "colour = blue\n");
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("loaded");
        assertThat(stored()).contains("x_colour_str=\"blue\"");
        assertThat(own.reload("validation.camel.yaml").isMissingNode()).isTrue();
        assertThat(validation).contains("started");

        own.delete("own.properties");
        assertThat(own.reload(ENRICHMENT).path("faults").toString()).contains("Nothing is set for {{colour}}");
        assertThat(stored()).contains("x_colour_str=\"blue\"");
    }

    @Test
    void beansOfAFileAreMadeAnewWithIt() {
        own.write("beans.yaml", beans(BEANS, "one"));
        own.write(
                ENRICHMENT,
                OwnRoutes.enrichmentWith(
                        "- setVariable: {id: enrichment-own, name: field.word, expression: {method: {ref: word, method: getWord}}}"));
        own.start(OwnRoutes.UNWATCHED);
        assertThat(stored()).contains("x_word_str=\"one\"");

        for (String form :
                new String[] {BEANS, "  - beans:\n      - {name: word, %s}\n", "- {beans: [{name: word, %s}]}\n"}) {
            own.write("beans.yaml", beans(form, "two"));
            assertThat(own.reload("beans.yaml").path("state").asText()).isEqualTo("loaded");
            assertThat(stored()).contains("x_word_str=\"two\"");

            int made = OwnWord.made();
            own.write("bell.yaml", ownRoute("bell", "Rings after " + made));
            assertThat(own.reload("bell.yaml").path("state").asText()).isEqualTo("loaded");
            assertThat(OwnWord.made())
                    .as("the check of another file makes no beans")
                    .isEqualTo(made);
        }

        own.delete("beans.yaml");
        own.reload("beans.yaml");
        assertThat(own.pipeline().health("route_files").path("status").asText()).isEqualTo("degraded");
        assertThat(stored()).contains("x_word_str=\"two\"");
    }

    private static String beans(String form, String word) {
        return form.formatted("type: org.hearthline.OwnWord, properties: {word: " + word + "}");
    }

    @Test
    void errorHandlingOfAFileReachesTheRoutesOfOthers() {
        own.start(OwnRoutes.UNWATCHED);
        String errors = OwnRoutes.resource("/routes/errors.camel.yaml");
        own.write("errors.camel.yaml", errors.replace("redeliveryDelay: \"200\"", "redeliveryDelay: \"100\""));

        assertThat(own.reload("errors.camel.yaml").path("state").asText()).isEqualTo("loaded");

        assertThat(stored()).isNotEmpty();
        assertThat(own.pipeline()
                        .post("/api/v1/events/forward", Pipeline.event("sensor.by_outbox", "1", now()))
                        .status())
                .isEqualTo(200);
        within30s().until(() -> own.pipeline().stat("stored") >= 1);
        assertThat(route("delivery-0").path("status").asText()).isEqualTo("started");
        assertThat(own.pipeline().get("/api/v1/events/nonsense").status()).isEqualTo(400);
    }

    @Test
    void aBrokenFileAtStartRunsAsItRanBefore() {
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("kept", "1")));
        own.start(OwnRoutes.UNWATCHED);
        assertThat(stored()).contains("x_kept");
        own.stop();

        own.write(ENRICHMENT, "- route: {id: enrichment");
        own.start(OwnRoutes.UNWATCHED);
        assertThat(stored()).contains("x_kept");
        assertThat(own.pipeline().health("route_files").path("detail").asText()).contains("enrichment.camel.yaml:1:");

        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("mended", "1")));
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("loaded");
        assertThat(stored()).contains("x_mended");
    }

    @Test
    void aRestartKeepsWhatRanHoweverOftenAndWhateverIsWrongBetweenFiles() {
        own.write("own.properties", "colour = red\n");
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("colour", "{{colour}}")));
        own.start(OwnRoutes.UNWATCHED);
        own.write("own.properties", "weather.wait = 1s\n");
        own.write("other.yaml", ownRoute("doorbell", "POST /doorbell"));
        assertThat(own.reload("own.properties").path("state").asText()).isEqualTo("broken");

        restart();
        restart();
        assertThat(stored()).contains("x_colour_str=\"red\"");

        own.delete("own.properties");
        own.write("later.yaml", ownRoute("later", "POST /later"));
        restart();
        assertThat(stored()).contains("x_colour_str=\"red\"");
        assertThat(own.pipeline().health("route_files").path("detail").asText())
                .contains("Nothing is set for {{colour}}");
        own.reload("later.yaml");
        assertThat(ask("later")).isEqualTo(200);

        own.write("own.properties", "colour = blue\n");
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("loaded");
        assertThat(stored()).contains("x_colour_str=\"blue\"");
        assertThat(own.pipeline().health("route_files").path("status").asText()).isEqualTo("healthy");
    }

    @Test
    void aFolderOfRoutesBesideTheOtherDataKeepsWhatElseLiesInIt() throws IOException {
        Path folder = own.dataDir.resolve("routes");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("enrichment.test.yaml"), "- name: mine\n");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve("doorbell.yaml"), ownRoute("doorbell", "POST /doorbell"));

        own.start(Map.of("routes.dir", folder.toString(), "routes.reload-interval", "1h"));
        assertThat(ask("doorbell")).isEqualTo(200);
        Files.delete(folder.resolve("doorbell.yaml"));
        assertThat(own.reload("doorbell.yaml").path("state").asText()).isEqualTo("removed");

        assertThat(folder)
                .isDirectoryContaining("glob:**/enrichment.test.yaml")
                .isDirectoryContaining("glob:**/notes.txt");
        assertThat(folder.resolve("doorbell.yaml")).doesNotExist();
    }

    private void restart() {
        own.stop();
        own.start(OwnRoutes.UNWATCHED);
    }

    @Test
    void aBrokenFileAtTheFirstStartStopsIt() {
        own.write(ENRICHMENT, "- route: {id: enrichment");

        assertThatThrownBy(() -> own.start(Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("enrichment.camel.yaml:1:25: No YAML");
    }

    @Test
    void aFolderThatIsGoneAltogetherTakesNothingAway() throws IOException {
        own.write("own.properties", "colour = red\n");
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("mask", "{{colour}}")));
        own.start(OwnRoutes.UNWATCHED);

        Files.move(own.folder, own.folder.resolveSibling("away"));
        assertThat(own.reload(ENRICHMENT).path("faults").toString())
                .contains("is away")
                .doesNotContain("Nothing is set");
        assertThat(stored()).contains("x_mask_str=\"red\"");

        restart();
        assertThat(own.pipeline().health("route_files").path("detail").asText()).contains("is away");
        assertThat(stored()).contains("x_mask_str=\"red\"");
        assertThat(own.folder).doesNotExist();

        Files.move(own.folder.resolveSibling("away"), own.folder);
        own.reload(ENRICHMENT);
        assertThat(own.pipeline().health("route_files").path("status").asText()).isEqualTo("healthy");
    }

    /** The watch replaces the route that answers a reload, in which somebody waits for the watch: neither waits for the other. */
    @Test
    void whoAsksForAReloadWhileItsRouteIsReplacedIsToAskAgain() throws Exception {
        own.start(Map.of("routes.reload-interval", "100ms"));
        own.write("slow.yaml", BEANS.formatted("type: org.hearthline.OwnSlowBean, initMethod: begin"));
        own.write("errors.camel.yaml", OwnRoutes.resource("/routes/errors.camel.yaml") + "# mine\n");
        assertThat(OwnSlowBean.BEGUN.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Answered> asked =
                CompletableFuture.supplyAsync(() -> own.pipeline().post("/api/v1/routes/reload", "{}"));
        within30s().until(() -> route("routes-reload").path("in_flight").asInt() == 1);
        OwnSlowBean.MAY_END.countDown();

        Answered answer = asked.get(30, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("just being replaced");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        within30s()
                .until(() ->
                        own.status("errors.camel.yaml").path("origin").asText().equals("user"));
        within30s()
                .untilAsserted(() -> assertThat(own.pipeline()
                                .post("/api/v1/routes/reload", "{}")
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void whatIsOnlyUnusualIsTaken() {
        own.start(OwnRoutes.UNWATCHED);
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith("""
                        - filter:
                            id: enrichment-rare
                            expression: {simple: {expression: "${body.attributes[battery_level]} == 1 && ${body?.removal} == true && ${body.state()} == 'x'"}}
                            steps:
                              - setVariable: {id: enrichment-loud, name: field.loud, expression: {simple: {expression: "${uppercase(${body.state})}"}}}
                              - setVariable: {id: enrichment-percent, name: field.percent, expression: {simple: {expression: "${iif(${body.unit} == '%',1,0)}"}}}
                              - setVariable: {id: enrichment-sum, name: field.sum, expression: {simple: {expression: "${sum(${body.attributes[a]},1)}"}}}
                              - setBody: {id: enrichment-other, expression: {simple: {expression: "${bodyAs(String)}"}}}
                              - log: {id: enrichment-tell, message: "${body.strip} and what a constant ${body.entityId} is"}
                        - setVariable: {id: enrichment-plain, name: field.plain, expression: {constant: {expression: "${uper(${body.nothing})}"}}}
                        """) + "        - stop: {id: enrichment-end}\n");

        assertThat(own.reload(ENRICHMENT).toString()).contains("\"state\":\"loaded\"");
    }

    @Test
    void reloadsOverJmx() throws Exception {
        own.start(OwnRoutes.UNWATCHED);
        own.write(ENRICHMENT, "- rout: {}\n");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.hearthline:type=routes,name=files,*"), null)
                .iterator()
                .next();

        assertThat(String.valueOf(server.invoke(name, "reload", new Object[0], new String[0])))
                .contains("'rout' is no step that Camel knows");
        assertThat(String.valueOf(server.invoke(name, "status", new Object[0], new String[0])))
                .contains("\"state\":\"broken\"");
    }

    /** Also those that were loaded anew. */
    @Test
    void whereNobodyIsAskedToLookRoutesAndTheirContextAloneAreMBeans() throws Exception {
        own.start(OwnRoutes.UNWATCHED);
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("later", "1")));
        own.reload(ENRICHMENT);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();

        assertThat(server.queryNames(new ObjectName("org.apache.camel:*"), null))
                .extracting(name -> name.getKeyProperty("type"))
                .containsOnly("context", "routes");
        assertThat(server.queryNames(new ObjectName("org.apache.camel:type=routes,*"), null))
                .extracting(name -> ObjectName.unquote(name.getKeyProperty("name")))
                .contains("ingestion", "validation", "enrichment", "storage");
    }

    @Test
    void switchedOffNothingIsTakenUntilTheNextStart() {
        own.start(Map.of("routes.reload", "false"));
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("later", "1")));

        assertThat(own.pipeline().post("/api/v1/routes/reload", "{}").status()).isEqualTo(403);
        assertThat(own.pipeline()
                        .post(
                                "/api/v1/routes/try",
                                Pipeline.object(Map.of("name", ENRICHMENT, "text", OwnRoutes.PACKAGED)))
                        .status())
                .isEqualTo(403);
        assertThat(stored()).doesNotContain("x_later");
        assertThat(own.pipeline()
                        .get("/api/v1/routes/status")
                        .json()
                        .path("reload")
                        .asBoolean())
                .isFalse();

        own.stop();
        own.start(Map.of("routes.reload", "false"));
        assertThat(stored()).contains("x_later");
    }

    /** Its way out is a route that Camel makes of a template. */
    @Test
    void aStageWhoseNeighbourRunsElsewhereTakesItsFilesToo() {
        List<String> handedOn = new CopyOnWriteArrayList<>();
        try (StubServer enrichment = new StubServer(asked -> {
            handedOn.add(asked.body());
            long events = asked.body().lines().count();
            return new Says(200, Map.of(), "{\"accepted\":" + events + ",\"filtered\":0,\"rejected\":[]}");
        })) {
            String packaged = OwnRoutes.resource("/routes/" + VALIDATION);
            own.write(VALIDATION, packaged);
            own.start(Map.of(
                    "stages", "validation", "link.enrichment", enrichment.url(), "routes.reload-interval", "1h"));
            assertThat(own.status(VALIDATION).path("origin").asText()).isEqualTo("user");
            assertThat(own.status(VALIDATION).path("state").asText()).isEqualTo("running");
            assertThat(own.status("errors.camel.yaml").path("state").asText()).isEqualTo("running");
            assertThat(own.status("storage.camel.yaml").path("state").asText()).isEqualTo("not here");
            assertThat(handOn(handedOn, "sensor.first")).contains("sensor.first");

            own.write(VALIDATION, packaged.replace(TIME, QUIET.indent(14) + TIME));
            assertThat(own.reload(VALIDATION).path("state").asText()).isEqualTo("loaded");
            assertThat(handOn(handedOn, "sensor.noise")).doesNotContain("sensor.noise");

            own.write(VALIDATION, packaged.replace("{{door.enrichment}}", "direct:nowhere"));
            assertThat(own.reload(VALIDATION).toString()).contains("No route listens to direct:nowhere");
            assertThat(handOn(handedOn, "sensor.noise")).doesNotContain("sensor.noise");

            own.delete(VALIDATION);
            own.reload(VALIDATION);
            assertThat(own.status(VALIDATION).path("origin").asText()).isEqualTo("packaged");
            assertThat(handOn(handedOn, "sensor.noise")).contains("sensor.noise");

            own.write("links.camel.yaml", OwnRoutes.resource("/routes/links.camel.yaml") + "# mine\n");
            assertThat(own.reload("links.camel.yaml").path("state").asText()).isEqualTo("loaded");
            assertThat(handOn(handedOn, "sensor.last")).contains("sensor.last");
            assertThat(own.pipeline().health("route_files").path("status").asText())
                    .isEqualTo("healthy");
        }
    }

    private String handOn(List<String> handedOn, String entity) {
        handedOn.clear();
        Answered answer = own.pipeline().post("/validation/api/v1/events", Pipeline.event(entity, "7", now()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return String.join("", handedOn);
    }

    @Test
    void routesOfTemplatesOfOnesOwnAreCalledAndChangeAndGo() {
        own.start(OwnRoutes.UNWATCHED);
        own.write(
                "bell.yaml",
                ownRoute("bell", "calls one of a template")
                        .replace("setBody: {expression: {constant: {expression: ding}}}", "to: \"direct:tone-high\""));
        assertThat(own.reload("bell.yaml").toString()).contains("No route listens to direct:tone-high");
        own.write("tones.yaml", tones("ding"));

        assertThat(own.reload("tones.yaml").path("state").asText()).isEqualTo("loaded");
        assertThat(own.status("bell.yaml").path("faults")).isEmpty();
        assertThat(rung()).isEqualTo("ding");

        own.write("tones.yaml", tones("dong"));
        assertThat(own.reload("tones.yaml").path("state").asText()).isEqualTo("loaded");
        assertThat(rung()).isEqualTo("dong");

        own.write("tones.yaml", tones("dong").replace("tone-{{own-name}}", "bell-{{own-name}}"));
        own.reload("tones.yaml");
        assertThat(own.pipeline().health("route_files").path("status").asText()).isEqualTo("degraded");
        assertThat(rung()).isEqualTo("dong");

        own.delete("bell.yaml");
        own.delete("tones.yaml");
        assertThat(own.reload("tones.yaml").path("state").asText()).isEqualTo("removed");
        assertThat(own.pipeline().get("/api/v1/routes").body()).doesNotContain("tone-high");
    }

    private String rung() {
        return Pipeline.unchecked(own.pipeline().posting("/bell", "application/json", "{}"))
                .body();
    }

    private static String tones(String word) {
        return """
                - routeTemplate:
                    id: tone
                    parameters: [{name: ownName}, {name: word, defaultValue: %s}]
                    from:
                      uri: "direct:tone-{{own-name}}"
                      steps:
                        - setBody: {id: say, expression: {constant: {expression: "{{word}}"}}}
                - templatedRoute: {routeTemplateRef: tone, routeId: tone-high, prefixId: high-, parameters: [{name: ownName, value: high}]}
                - templatedRoute: {routeTemplateRef: tone, routeId: tone-low, prefixId: low-, parameters: [{name: ownName, value: low}]}
                """.formatted(word);
    }

    private String stored() {
        return own.store("sensor.probe");
    }

    private static String now() {
        return Instant.now().toString();
    }

    private int ask(String path) {
        return Pipeline.unchecked(own.pipeline().posting("/" + path, "application/json", "{}"))
                .status();
    }

    private static String ownRoute(String id, String words) {
        return """
                - route:
                    id: %s
                    description: %s
                    from:
                      uri: platform-http:/%s
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        - setBody: {expression: {constant: {expression: ding}}}
                """.formatted(id, words, id);
    }

    private JsonNode route(String id) {
        for (JsonNode one : own.pipeline().get("/api/v1/routes").json().path("routes")) {
            if (one.path("id").asText().equals(id)) {
                return one;
            }
        }
        throw new AssertionError(id);
    }
}
