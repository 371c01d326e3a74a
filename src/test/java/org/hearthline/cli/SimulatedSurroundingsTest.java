package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SimulatedSurroundingsTest {
    @Test
    void houseAndWeatherAnswerUntilClosed() throws IOException {
        Simulation simulation = SimulatedSurroundings.start(new Simulation.Options(0, "my-token", 5));
        int port = simulation.house().getPort();
        try (simulation) {
            assertThat(simulation.token()).isEqualTo("my-token");
            assertThat(simulation.weather().getPort()).isNotEqualTo(port);
            new Socket("127.0.0.1", port).close();
            new Socket("127.0.0.1", simulation.weather().getPort()).close();
        }

        simulation.close();
        Assertions.assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", port).close());
    }
}
