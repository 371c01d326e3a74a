package org.hearthline.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Runs {@code hearthline dead-letters} in this JVM against one address; holds what the last command wrote. */
public final class DeadLettersTerminal {
    private final String url;
    private Terminal last = new Terminal(Map.of());

    public DeadLettersTerminal(String url) {
        this.url = url;
    }

    public int execute(String... arguments) {
        last = new Terminal(Map.of());
        return last.execute(Stream.concat(
                        Stream.of("dead-letters"), Stream.concat(Arrays.stream(arguments), Stream.of("--url", url)))
                .toArray(String[]::new));
    }

    public String out() {
        return last.out();
    }

    public String err() {
        return last.err();
    }
}
