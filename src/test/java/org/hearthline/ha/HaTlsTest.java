package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hearthline.event.Recordings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house behind TLS, with a certificate that it signed itself. */
final class HaTlsTest {
    @TempDir
    private Path folder;

    private FakeHomeAssistant house;

    @BeforeEach
    void startHouse() throws Exception {
        Path store = folder.resolve("house.p12");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=house", "-ext", "SAN=ip:127.0.0.1");
        keytool(store, "-exportcert", "-rfc", "-file", certificate().toString());
        house = FakeHomeAssistant.recorded(
                Recordings.NEW_VERSION,
                0,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword("changeit")));
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void trustsTheCertificateThatItWasGiven() {
        try (House client = House.connect(trusting(certificate().toString()))) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(house.auths()).isEqualTo(1);
        }
    }

    @Test
    void trustsNoOther() {
        try (House client = House.connect(trusting(null))) {
            await().until(() -> client.counters().endings(Ending.Cause.UNTRUSTED) >= 1);
            assertThat(client.detail()).contains("No TLS connection with 127.0.0.1:" + house.port(), "self-signed");
            assertThat(house.auths()).isZero();
        }
    }

    private HaSettings trusting(String trustFile) {
        HaSettings plain = House.settings("https://127.0.0.1:" + house.port());
        return new HaSettings(
                plain.url(), plain.token(), plain.eventTypes(), plain.timing(), plain.limits(), trustFile);
    }

    private Path certificate() {
        return folder.resolve("house.pem");
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                arguments[0],
                "-alias",
                "house",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit"));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
