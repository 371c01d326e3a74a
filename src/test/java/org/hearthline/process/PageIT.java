package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the demo in a real browser. */
class PageIT {
    private static final String RECEIVED = "document.getElementById('received').textContent";
    private static final String NEWEST = "document.querySelector('#events time')?.title";

    @TempDir
    Path folder;

    private Browser browser;
    private HearthlineProcess demo;

    @BeforeEach
    void start() throws IOException {
        browser = Browser.open(folder);
        String port = Integer.toString(HearthlineProcess.freePort());
        demo = HearthlineProcess.ofJar(folder.resolve("demo"), Map.of(), "demo", "--port", port, "--rate", "20")
                .awaitHealthy("home_assistant", "store");
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void movesWithTheHouseAndKeepsToItself() throws IOException {
        browser.goTo(URI.create(demo.address() + "/"));
        eventually().untilAsserted(() -> {
            assertThat(browser.evaluate(RECEIVED)).matches("[1-9][0-9,]*");
            assertThat(browser.evaluate(NEWEST)).startsWith("20");
            assertThat(browser.evaluate("document.getElementById('status').textContent"))
                    .isEqualTo("Healthy");
            assertThat(browser.evaluate("document.querySelectorAll('.chart svg').length"))
                    .isEqualTo("2");
        });
        String received = browser.evaluate(RECEIVED);
        String newest = browser.evaluate(NEWEST);

        eventually().untilAsserted(() -> {
            assertThat(browser.evaluate(RECEIVED)).isNotEqualTo(received);
            assertThat(browser.evaluate(NEWEST)).isGreaterThan(newest);
        });

        eventually()
                .until(() ->
                        Integer.parseInt(browser.evaluate("document.querySelectorAll('#events tr').length")) == 20);
        browser.screenshot(Path.of("target/page.png"));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .hasSizeGreaterThan(10)
                .allMatch(address -> address.startsWith(demo.address() + "/"), "is of the process itself");
    }

    @Test
    void showsWhatKeepsEventsSafeAndAsksBeforeItDeletes() throws IOException {
        browser.goTo(URI.create(demo.address() + "/"));
        browser.evaluate("""
                void fetch('api/v1/events/forward', {
                  method: 'POST',
                  headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify([1, 2, 3].map(n => ({event_type: 'state_changed', entity_id: 'sensor.future', state: String(n), timestamp: `2199-01-01T00:00:0${n}Z`}))),
                })
                """);

        eventually().untilAsserted(() -> {
            assertThat(text("letters-count")).isEqualTo("3");
            assertThat(text("letters")).contains("sensor.future", "VALIDATION_ERROR in validation-time");
            assertThat(text("reason")).contains("those with VALIDATION_ERROR");
            assertThat(text("breakers")).contains("storage-breaker").contains("Closed");
            assertThat(browser.evaluate("document.querySelectorAll('#stages tr').length"))
                    .isEqualTo("3");
            assertThat(text("stages-note")).isEmpty();
            assertThat(text("outbox-room")).endsWith("iB");
            assertThat(text("gaps-note")).startsWith("No gap is open.");
        });

        click("purge");
        assertThat(text("confirm-text")).startsWith("Delete all 3 dead letters for ever?");
        assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("confirm-no");
        browser.screenshot(Path.of("target/page-confirm.png"));
        click("confirm-no");
        assertThat(browser.evaluate("document.getElementById('confirm').hidden"))
                .isEqualTo("true");
        assertThat(demo.json("/api/v1/dead-letters").path("total").asInt()).isEqualTo(3);

        click("replay");
        click("confirm-yes");
        eventually().untilAsserted(() -> assertThat(text("letters-done")).isEqualTo("3 sent again."));
        eventually()
                .untilAsserted(
                        () -> assertThat(demo.json("/api/v1/dead-letters").findValuesAsText("attempts"))
                                .as("refused again")
                                .containsExactly("2", "2", "2"));

        // The page may still show that there are none: its button works once it has asked again.
        eventually().until(() -> {
            click("purge");
            return browser.evaluate("document.getElementById('confirm').hidden").equals("false");
        });
        click("confirm-yes");
        eventually().untilAsserted(() -> {
            assertThat(text("letters-done")).isEqualTo("3 deleted.");
            assertThat(text("letters-count")).isEqualTo("0");
            assertThat(browser.evaluate("document.getElementById('purge').disabled"))
                    .isEqualTo("true");
        });
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsTheRoutesAndStopsOneWhenItIsConfirmed() throws IOException {
        browser.goTo(URI.create(demo.address() + "/"));
        eventually().untilAsserted(() -> {
            assertThat(text("route-enrichment")).contains("Started", "routes/enrichment.camel.yaml:5", "Stop…");
            assertThat(runs("enrichment")).isPositive();
        });
        int before = runs("enrichment");
        eventually().untilAsserted(() -> assertThat(runs("enrichment")).isGreaterThan(before));

        browser.evaluate("document.querySelector('#route-enrichment button').click()");
        assertThat(text("routes-confirm-text")).startsWith("Stop enrichment?");
        assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("routes-no");
        click("routes-no");
        assertThat(hidden("routes-confirm")).isEqualTo("true");
        assertThat(text("route-enrichment")).contains("Started");

        browser.evaluate("document.querySelector('#route-enrichment button').click()");
        click("routes-yes");
        eventually().untilAsserted(() -> assertThat(text("route-enrichment")).contains("Stopped", "Start…"));
        browser.screenshot(Path.of("target/page-routes.png"));
        browser.evaluate("document.querySelector('#route-enrichment button').click()");
        click("routes-yes");
        eventually().untilAsserted(() -> assertThat(text("route-enrichment")).contains("Started"));
        eventually()
                .untilAsserted(() -> assertThat(text("route-validation"))
                        .as("its last failure")
                        .contains("enrichment"));
        assertThat(demo.json("/api/v1/dead-letters").path("total").asInt()).isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    private int runs(String route) {
        String shown = browser.evaluate("document.querySelector('#route-" + route + " .number').textContent");
        return Integer.parseInt(shown.replaceAll("\\D", ""));
    }

    @Test
    void asksForTheKeyOfAProcessThatHasOne() throws IOException {
        String key = "0123456789abcdef-page";
        String port = Integer.toString(HearthlineProcess.freePort());
        try (HearthlineProcess keyed = HearthlineProcess.ofJar(
                        folder.resolve("keyed"), Map.of("API_KEY", key), "demo", "--port", port, "--rate", "20")
                .awaitHealthy("home_assistant", "store")) {
            browser.goTo(URI.create(keyed.address() + "/"));
            eventually().untilAsserted(() -> assertThat(hidden("key-form")).isEqualTo("false"));
            assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("key");
            browser.screenshot(Path.of("target/page-key.png"));

            enter("another-key-0123456789");
            eventually().untilAsserted(() -> assertThat(text("key-note")).isEqualTo("This key was refused."));
            enter(key);

            eventually().untilAsserted(() -> {
                assertThat(hidden("key-form")).isEqualTo("true");
                assertThat(browser.evaluate(RECEIVED)).matches("[1-9][0-9,]*");
                assertThat(browser.evaluate(NEWEST)).startsWith("20");
                assertThat(text("letters-count")).isEqualTo("0");
            });
            assertThat(keyed.output()).doesNotContain(key);
        }
    }

    private void enter(String key) {
        browser.evaluate("document.getElementById('key').value = '" + key + "'");
        browser.evaluate("document.getElementById('key-form').requestSubmit()");
    }

    private String hidden(String id) {
        return browser.evaluate("document.getElementById('" + id + "').hidden");
    }

    private String text(String id) {
        return browser.evaluate("document.getElementById('" + id + "').textContent");
    }

    private void click(String id) {
        browser.evaluate("document.getElementById('" + id + "').click()");
    }

    @Test
    void saysWhenNobodyAnswersAndComesBack() {
        browser.goTo(URI.create(demo.address() + "/"));
        eventually().until(() -> browser.evaluate(RECEIVED).matches("[1-9][0-9,]*"));

        demo.kill();

        eventually().untilAsserted(() -> {
            assertThat(browser.evaluate("document.getElementById('trouble').textContent"))
                    .startsWith("Hearthline has not answered since");
            assertThat(browser.evaluate(RECEIVED)).isEqualTo("—");
            assertThat(text("outbox-events")).isEqualTo("—");
            assertThat(text("letters-count")).isEqualTo("—");
            assertThat(text("breakers")).isEmpty();
            assertThat(browser.evaluate("document.getElementById('status').textContent"))
                    .isEqualTo("Unknown");
        });
        try (HearthlineProcess again = HearthlineProcess.ofJar(
                folder.resolve("demo"),
                Map.of(),
                "demo",
                "--port",
                "" + demo.address().getPort())) {
            eventually().untilAsserted(() -> {
                assertThat(again.isAlive()).as(again.output()).isTrue();
                assertThat(browser.evaluate("document.getElementById('trouble').hidden"))
                        .isEqualTo("true");
                assertThat(browser.evaluate(RECEIVED)).matches("[1-9][0-9,]*");
            });
        }
    }

    @Test
    void fitsOnAPhoneAndIntoTheDark() throws IOException {
        browser.width(390);
        browser.dark(true);
        browser.goTo(URI.create(demo.address() + "/"));

        eventually()
                .until(() ->
                        Integer.parseInt(browser.evaluate("document.querySelectorAll('#events tr').length")) == 20);
        browser.screenshot(Path.of("target/page-narrow.png"));

        assertThat(browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels beyond the right edge")
                .isEqualTo("0");
    }

    private static ConditionFactory eventually() {
        return await().atMost(HearthlineProcess.PATIENCE);
    }
}
