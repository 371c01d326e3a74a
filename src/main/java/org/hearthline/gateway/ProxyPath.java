package org.hearthline.gateway;

import java.util.Locale;
import java.util.Optional;

/** The path that a proxy asks for behind {@code /<stage>}. */
public final class ProxyPath {
    private ProxyPath() {}

    /**
     * The path below the stage's own address.
     *
     * @param path as the caller sent it, percent-encoded, below {@code /<stage>}
     * @return with leading slash; empty for one that would climb above the stage's address
     */
    public static Optional<String> below(String stage, String path) {
        String below = path.length() > stage.length() + 1 ? path.substring(stage.length() + 1) : "/";
        String plain = below.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "/");
        for (String segment : plain.split("[/\\\\]", -1)) {
            if (segment.equals("..") || segment.equals(".")) {
                return Optional.empty();
            }
        }
        return Optional.of(below);
    }
}
