package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route file that is packaged; and the checker itself, on {@code src/test/resources/catalog}. */
class RouteCatalogTest {
    private static final Pattern DIRECT = Pattern.compile("direct:([a-z0-9-]+)");

    @Test
    void packagedRoutesHaveNoProblem() throws Exception {
        List<Path> files = packagedRoutes();
        RouteCatalog catalog = new RouteCatalog(usedInJava());
        for (Path file : files) {
            catalog.add(file.getFileName().toString(), Files.readString(file));
        }

        System.out.printf(
                "Route catalog: %d files, %d routes, %d steps checked%n",
                files.size(), catalog.routes(), catalog.steps());
        assertThat(files).isNotEmpty();
        assertThat(catalog.routes()).isPositive();
        assertThat(catalog.steps()).isPositive();
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void goodFilesHaveNoProblem() {
        assertThat(problems("good", "good-other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad-no-comment | line 4: comments are the first four lines, and nowhere else",
                "bad-late-comment | line 11: comments are the first four lines, and nowhere else",
                "bad-no-route-id | route has no id",
                "bad-no-step-id | bean has no id",
                "bad-no-branch-id | otherwise has no id",
                "bad-no-from-id | from has no id",
                "bad-camel-case-id | bean id is not in kebab-case: sample-doIt",
                "bad-foreign-id | bean id does not begin with sample-: other-step",
                "bad-same-id | id sample-in is in bad-same-id, sample too",
                "bad-no-description | the route has no description",
                "bad-silent-filter | sample-filter decides, and has no description",
                "bad-nobody-consumes | bad-nobody-consumes, sample: nobody consumes direct:nowhere",
                "bad-door-to-nowhere | bad-door-to-nowhere, sample: nobody consumes direct:storage-remote",
                "bad-nobody-calls | nobody calls direct:lonely",
                "bad-two-consumers | another route has direct:sample already",
                "bad-no-configuration | there is no routeConfiguration missing-configuration",
                "bad-groovy | groovy: code belongs into a bean",
                "bad-two-operators | two operators in Simple belong into a bean: ${body.state} == 'on && off' && ${body.value} > 5",
                "bad-unknown-step | Camel's schema:",
                "bad-options-in-uri | options belong under parameters, not into log:x?level=INFO",
                "bad-bean-without-method | sample-do is a bean without ref and method",
                "bad-silent-configuration | the routeConfiguration has no description",
                "bad-rest | only routes and route configurations belong here, not beans",
            })
    void badFileHasItsProblem(String file, String problem) {
        assertThat(problems(file)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void refusesAFileThatIsTooLong() {
        RouteCatalog catalog = new RouteCatalog(Set.of());

        catalog.add("long", "# 1\n# 2\n# 3\n# 4\n" + "\n".repeat(116) + "[]\n");

        assertThat(catalog.problems()).anyMatch(problem -> problem.contains("121 lines are more than 120"));
    }

    private static List<String> problems(String... files) {
        RouteCatalog catalog = new RouteCatalog(Set.of("sample"));
        for (String file : files) {
            catalog.add(file, sample(file));
        }
        return catalog.problems();
    }

    private static String sample(String file) {
        String path = "/catalog/" + file + ".camel.yaml";
        try (InputStream in = Objects.requireNonNull(RouteCatalogTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static List<Path> packagedRoutes() throws Exception {
        var folder = Objects.requireNonNull(RouteCatalogTest.class.getResource("/routes"), "routes on the class path");
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** What our own classes name as {@code direct:…}: their constants are text in the class file. */
    private static Set<String> usedInJava() throws Exception {
        Path classes =
                Path.of(RouteCatalog.class.getResource("/routes").toURI()).resolveSibling("org");
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                DIRECT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(found -> used.add(found.group(1)));
            }
        }
        return used;
    }
}
