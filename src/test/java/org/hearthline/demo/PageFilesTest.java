package org.hearthline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page works without a network, under a strict content security policy, and never takes data for markup. */
class PageFilesTest {
    private static final Path UI = Path.of("src/main/resources/ui");
    /** A name, not an address that anything is loaded from. */
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

    @Test
    void hasItsFiles() {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .contains("index.html", "app.js", "style.css", "favicon.svg");
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(files())
                .allSatisfy(file -> assertThat(text(file).replace(SVG_NAMESPACE, ""))
                        .as(file.toString())
                        .doesNotContainPattern("(?i)(https?|wss?):")
                        .doesNotContainPattern("[\"'(=]//")
                        .doesNotContain("@import"));
    }

    @Test
    void hasNoInlineScriptOrStyle() {
        String html = text(UI.resolve("index.html"));

        assertThat(html)
                .contains("script-src 'self'")
                .doesNotContain("unsafe-inline")
                .doesNotContain("<style")
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContainPattern("<script[^>]*>[^<]")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("javascript:");
    }

    @Test
    void writesTextAndNeverMarkup() {
        assertThat(scripts())
                .isNotEmpty()
                .allSatisfy(script -> assertThat(text(script))
                        .as(script.toString())
                        .doesNotContain(
                                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "srcdoc")
                        .doesNotContainPattern("\\beval\\(|new Function|setAttribute\\('(style|on)"));
    }

    @Test
    void everyImportedModuleExists() {
        Pattern imports = Pattern.compile("from '\\./([^']+)'");
        List<String> imported = scripts()
                .flatMap(script -> imports.matcher(text(script)).results())
                .map(found -> found.group(1))
                .toList();

        assertThat(imported)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(UI.resolve(name)).exists());
    }

    @Test
    void everyElementThatAScriptNamesIsInThePage() {
        String html = text(UI.resolve("index.html"));
        Pattern named = Pattern.compile("byId\\('([^']+)'\\)");
        List<String> ids = scripts()
                .flatMap(script -> named.matcher(text(script)).results().map(MatchResult::group))
                .map(call -> call.substring("byId('".length(), call.length() - "')".length()))
                .toList();

        assertThat(ids).hasSizeGreaterThan(10).allSatisfy(id -> assertThat(html).contains("id=\"" + id + "\""));
    }

    private static Stream<Path> scripts() {
        return files().stream().filter(file -> file.toString().endsWith(".js"));
    }

    private static List<Path> files() {
        try (Stream<Path> found = Files.list(UI)) {
            return found.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
