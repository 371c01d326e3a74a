package org.hearthline.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A file in the form of {@link Properties}, read so that messages can name the line. */
final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * What the file says, in its order; a key may stand twice.
     *
     * @param name of the file, as messages show it
     */
    static List<Setting> read(Reader reader, String name) throws IOException {
        List<Setting> settings = new ArrayList<>();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int first = ++number;
            StringBuilder logical = new StringBuilder(line);
            while (!isComment(line) && isContinued(logical)) {
                String next = lines.readLine();
                number++;
                logical.append('\n').append(next == null ? "" : next);
            }
            if (!isComment(line) && !line.isBlank()) {
                add(settings, logical.toString(), name + ":" + first);
            }
        }
        return settings;
    }

    private static void add(List<Setting> settings, String logicalLine, String origin) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException e) {
            throw new IOException(origin + ": " + e.getMessage(), e);
        }
        for (String key : one.stringPropertyNames()) {
            settings.add(new Setting(key, one.getProperty(key).strip(), origin));
        }
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    /** An odd number of backslashes at the end joins the next line. */
    private static boolean isContinued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
