package org.hearthline.gateway;

import java.util.Locale;
import java.util.Optional;

/** The path that a proxy asks for behind {@code /<stage>}. */
public final class ProxyPath {
    private ProxyPath() {}

    /**
     * The path below the stage's own address.
     *
     * @param path as the router took it: percent-encoded, without dot segments
     * @return with leading slash; empty for one that does not stand below {@code /<stage>}, or would climb above the stage's
     *     address where somebody else decodes it
     */
    public static Optional<String> below(String stage, String path) {
        String prefix = "/" + stage;
        if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
            return Optional.empty();
        }
        String below = path.equals(prefix) ? "/" : path.substring(prefix.length());
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
