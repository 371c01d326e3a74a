package org.hearthline.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which headers a proxy passes on: those between the two ends, not those of a single hop, and never a key. */
public final class ProxyHeaders {
    /** RFC 9110, 7.6.1, and what each hop says anew. */
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    /**
     * The caller's key and cookies are for this process, which has also judged where the request comes from; a compressed answer
     * would have to be unpacked.
     */
    private static final Set<String> OF_THE_CALLER =
            Set.of("accept-encoding", "authorization", "cookie", "origin", "referer");

    private ProxyHeaders() {}

    /** Of a request, as the stage behind gets it. */
    public static Map<String, List<String>> ofRequest(Iterable<Map.Entry<String, String>> headers) {
        Map<String, List<String>> passed = ofAnswer(headers);
        passed.keySet().removeIf(name -> OF_THE_CALLER.contains(name.toLowerCase(Locale.ROOT)));
        return passed;
    }

    /** Of an answer, as the caller gets it. By name, whose case does not matter. */
    public static Map<String, List<String>> ofAnswer(Iterable<Map.Entry<String, String>> headers) {
        Set<String> dropped = new HashSet<>(OF_ONE_HOP);
        headers.forEach(header -> {
            if (header.getKey().equalsIgnoreCase("Connection")) {
                Arrays.stream(header.getValue().split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .forEach(dropped::add);
            }
        });
        Map<String, List<String>> passed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!dropped.contains(name) && !name.startsWith("camel") && !name.startsWith("org.apache.camel")) {
                passed.computeIfAbsent(header.getKey(), one -> new ArrayList<>())
                        .add(header.getValue());
            }
        });
        return passed;
    }
}
