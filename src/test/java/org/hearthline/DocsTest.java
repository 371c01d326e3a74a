package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hearthline.config.Stage;
import org.hearthline.event.ErrorCode;
import org.junit.jupiter.api.Test;

/** What README and docs name exists: stages, files, ports, endpoints, error codes, links; and what exists is named there. */
class DocsTest {
    private static final Path README = Path.of("README.md");
    private static final Path API = Path.of("docs/http-api.md");
    private static final Path ROUTES = Path.of("src/main/resources/routes");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern REQUEST = Pattern.compile("`(GET|POST|DELETE) (/[^`\\s?]*)");
    private static final Pattern CURL =
            Pattern.compile("curl (?:-s )?(?:-X ?([A-Z]+) )?[^\n]*?localhost:\\d+(/[^\\s'?]*)[^\n]*");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d{3}) \\|");
    private static final Set<String> STAGES =
            Arrays.stream(Stage.values()).map(Stage::id).collect(Collectors.toUnmodifiableSet());

    @Test
    void linksLeadSomewhere() throws IOException {
        int checked = 0;
        for (Path page : pages()) {
            for (String link : all(LINK, Files.readString(page), 1)) {
                if (URI.create(link).getScheme() == null) {
                    assertThat(leadsSomewhere(page, link))
                            .as(page + ": " + link)
                            .isTrue();
                    checked++;
                }
            }
        }

        assertThat(checked).isGreaterThan(50);
    }

    @Test
    void readmeNamesEveryStageWithItsServiceAndPort() throws IOException {
        String readme = Files.readString(README);

        for (Stage stage : Stage.values()) {
            assertThat(readme)
                    .contains("| `" + stage.id() + "` | " + stage.serviceName() + " | " + stage.portAlone() + " |");
        }
    }

    @Test
    void readmeLeadsToEveryRouteFileAndPackage() throws IOException {
        Set<String> links = all(LINK, Files.readString(README), 1);

        try (Stream<Path> files = Files.list(ROUTES)) {
            assertThat(links)
                    .containsAll(files.map(Path::toString)
                            .filter(file -> file.endsWith(".camel.yaml"))
                            .toList());
        }
        assertThat(links)
                .containsAll(STAGES.stream()
                        .map(stage -> "src/main/java/org/hearthline/" + stage)
                        .toList());
    }

    @Test
    void everyDecisionHasANumberOfItsOwnAndStandsInTheList() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/decisions"))) {
            List<String> decisions = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .toList();

            assertThat(decisions).hasSizeGreaterThan(10);
            assertThat(decisions.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
            assertThat(all(LINK, Files.readString(Path.of("docs/decisions/README.md")), 1))
                    .containsAll(decisions);
        }
    }

    @Test
    void requestsThatAreNamedAreInTheContract() throws IOException {
        int checked = 0;
        for (Path page : pages()) {
            String text = Files.readString(page).replace("\\\n", "");
            for (MatchResult found : REQUEST.matcher(text).results().toList()) {
                assertNamed(page, found.group(1), found.group(2));
                checked++;
            }
            for (MatchResult found : CURL.matcher(text).results().toList()) {
                String posted = found.group().contains(" -d") ? "POST" : "GET";
                assertNamed(page, found.group(1) == null ? posted : found.group(1), found.group(2));
                checked++;
            }
        }

        assertThat(checked).isGreaterThan(100);
    }

    private static void assertNamed(Path page, String method, String path) {
        assertThat(Contract.packaged().find(method, path).filter(one -> !one.isComing()))
                .as("%s: %s %s", page, method, path)
                .isPresent();
    }

    @Test
    void everyErrorCodeIsExplainedWithItsStatus() throws IOException {
        Map<String, String> explained = CODE.matcher(Files.readString(API))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(explained)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .collect(Collectors.toMap(Enum::name, code -> Integer.toString(code.httpStatus()))));
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
    }

    /** As they are made into anchors: lower case, letters, digits and dashes. */
    private static Set<String> headings(Path page) throws IOException {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
                    .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(found -> found.group(group)).collect(Collectors.toSet());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> root = Files.list(Path.of(""))) {
            return Stream.concat(docs, root)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }
}
