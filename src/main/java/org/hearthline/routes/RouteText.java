package org.hearthline.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that somebody has written by hand: UTF-8, of a sensible size, without what no text holds. */
final class RouteText {
    /** Hundred times the largest packaged file. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final char MARK = '\uFEFF';

    private RouteText() {}

    /** The file's text, without the mark that some editors put at its begin. */
    static String read(Path path) throws UnreadableFile {
        String name = path.getFileName().toString();
        byte[] bytes = bytes(path, name);
        if (bytes.length > MOST_BYTES) {
            throw new UnreadableFile(RouteFault.of(
                    name, "The file is larger than 1 MiB, so it is no file of routes; split it, or move it elsewhere"));
        }
        return checked(name, bytes);
    }

    private static byte[] bytes(Path path, String name) throws UnreadableFile {
        // To open a named pipe waits until somebody writes, maybe for ever. What is not there is told below.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UnreadableFile(
                    RouteFault.of(name, "This is no file but a pipe, a device or the like: put a file in its place"));
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (AccessDeniedException e) {
            throw new UnreadableFile(
                    RouteFault.of(name, "The file cannot be read: permission denied. Let this user read it"));
        } catch (NoSuchFileException e) {
            throw new UnreadableFile(RouteFault.of(name, "The file cannot be read: what it links to does not exist"));
        } catch (IOException e) {
            throw new UnreadableFile(RouteFault.of(name, "The file cannot be read: " + e.getMessage()));
        }
    }

    private static String checked(String name, byte[] bytes) throws UnreadableFile {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFile(place(name, new String(bytes, StandardCharsets.UTF_8), MARK_OF_BAD_BYTES));
        }
        int strange = firstControl(text);
        if (strange >= 0) {
            throw new UnreadableFile(place(name, text, text.charAt(strange)));
        }
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static final char MARK_OF_BAD_BYTES = '\uFFFD';

    private static RouteFault place(String name, String text, char bad) {
        int at = Math.max(0, text.indexOf(bad));
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - text.lastIndexOf('\n', at);
        return new RouteFault(name, line, column, "The file is no text in UTF-8");
    }

    private static int firstControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
                return at;
            }
        }
        return -1;
    }
}
