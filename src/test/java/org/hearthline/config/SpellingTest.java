package org.hearthline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({"storage,storage,0", "storgae,storage,1", "stroage,storage,1", "weathr,weather,1", "'',abc,3", "ab,ba,1"
    })
    void countsLetters(String a, String b, int distance) {
        assertThat(Spelling.distance(a, b)).isEqualTo(distance);
        assertThat(Spelling.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void findsTheNearestOrNothing() {
        List<String> words = List.of("weather.wait", "weather.for", "house");
        assertThat(Spelling.nearest("weather.wiat", words)).contains("weather.wait");
        assertThat(Spelling.nearest("hause", words)).contains("house");
        assertThat(Spelling.nearest("my.limit", words)).isEmpty();
    }
}
