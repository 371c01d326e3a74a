package org.hearthline.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page at {@code /}: a few files of the jar, named one by one, so that nothing else of it can be read. */
public final class Pages {
    private static final String FOLDER = "/ui/";

    private Pages() {}

    /**
     * Reads each once.
     *
     * @param contentTypes by file name
     * @return the answer for each path; {@code index.html} also at {@code /}
     */
    public static Map<String, Answer> load(Map<String, String> contentTypes) {
        Map<String, Answer> pages = new LinkedHashMap<>();
        contentTypes.forEach((name, type) -> pages.put("/" + name, new Answer(200, type, read(name), null)));
        Answer index = pages.get("/index.html");
        if (index != null) {
            pages.put("/", index);
        }
        return pages;
    }

    private static byte[] read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks its page " + FOLDER + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Page " + FOLDER + name + " cannot be read", e);
        }
    }
}
