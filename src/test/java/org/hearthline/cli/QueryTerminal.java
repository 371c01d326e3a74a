package org.hearthline.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Runs {@code hearthline query} in this JVM against one address; holds what the last command wrote. */
public final class QueryTerminal {
    private final String url;
    private Terminal last = new Terminal(Map.of());

    public QueryTerminal(String url) {
        this.url = url;
    }

    public int execute(String... arguments) {
        last = new Terminal(Map.of());
        return last.execute(
                Stream.concat(Stream.of("query"), Stream.concat(Arrays.stream(arguments), Stream.of("--url", url)))
                        .toArray(String[]::new));
    }

    public String out() {
        return last.out();
    }

    public String err() {
        return last.err();
    }
}
