package org.hearthline.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of the jar that anybody may read, named one by one, so that nothing else of it can be: the page, and the contract. */
public final class Pages {
    private static final String FOLDER = "/ui/";
    private static final String CONTRACT = "/openapi.yaml";

    private Pages() {}

    /**
     * Reads each once.
     *
     * @param names of the files
     * @return the answer for each path; {@code index.html} also at {@code /}
     */
    public static Map<String, Answer> load(List<String> names) {
        Map<String, Answer> pages = new LinkedHashMap<>();
        names.forEach(name -> pages.put("/" + name, new Answer(200, contentType(name), read(FOLDER + name), null)));
        Answer index = pages.get("/index.html");
        if (index != null) {
            pages.put("/", index);
        }
        return pages;
    }

    /** The contract of the API. Reads it. */
    public static Answer contract() {
        return new Answer(200, contentType(CONTRACT), read(CONTRACT), null);
    }

    private static String contentType(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "yaml" -> "application/yaml";
            default -> throw new IllegalArgumentException("Page " + name + " has no known content type");
        };
    }

    private static byte[] read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks its file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + name + " cannot be read", e);
        }
    }
}
