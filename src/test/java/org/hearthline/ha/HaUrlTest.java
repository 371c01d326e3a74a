package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HaUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://house:8123, ws://house:8123/api/websocket",
        "http://house:8123/, ws://house:8123/api/websocket",
        "HTTPS://house.example, wss://house.example:443/api/websocket",
        "ws://house:8123/api/websocket, ws://house:8123/api/websocket",
        "wss://house/api/websocket/, wss://house:443/api/websocket",
        "http://10.0.0.2, ws://10.0.0.2:80/api/websocket",
        "http://[fd00::2]:8123, ws://[fd00::2]:8123/api/websocket",
        "https://proxy/house, wss://proxy:443/house/api/websocket",
        "ws://supervisor/core/websocket, ws://supervisor:80/core/websocket"
    })
    void readsWhatPeopleWrite(String text, String expected) {
        assertThat(HaUrl.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "house:8123", "ftp://house", "http://", "http://ho use", "//house"})
    void saysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> HaUrl.parse(text)).hasMessageContaining("url '" + text + "': expected http://");
    }

    @Test
    void doesNotRepeatAPassword() {
        assertThatThrownBy(() -> HaUrl.parse("http://me:s3cret@house"))
                .hasMessageContaining("no user or password")
                .hasMessageNotContaining("s3cret");
    }
}
