package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.hearthline.routes.RouteFile.Origin;
import org.junit.jupiter.api.Test;

/** What a file's text alone shows to be wrong, without Camel. */
final class TextCheckTest {
    private static final String RIGHT = "- route: {id: r, from: {uri: \"direct:r\", steps: [{log: {message: hi}}]}}\n";

    private final TextCheck check = new TextCheck(Set.of("normaliser"));

    @Test
    void aRightFileHasNoFaults() {
        assertThat(check(file("own.yaml", RIGHT))).isEmpty();
    }

    @Test
    void whatTheSchemaDoesNotKnowIsToldWithItsLine() {
        assertThat(check(file("own.yaml", RIGHT.replace("log", "lög"))))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.line()).isEqualTo(1));
    }

    @Test
    void aRouteOfATemplateNeedsAnId() {
        assertThat(check(file("own.yaml", "\n- templatedRoute: {routeTemplateRef: t}\n")))
                .singleElement()
                .hasToString("own.yaml:2:3: A templatedRoute needs a routeId, which no other route has: add one");
    }

    @Test
    void aBeanMayNotHaveAPackagedOnesNameNorThatOfAnotherFiles() {
        assertThat(check(file("own.yaml", beans("normaliser", "mine")), file("other.yaml", beans("mine"))))
                .extracting(RouteFault::toString)
                .containsExactlyInAnyOrder(
                        "own.yaml:2:12: The bean 'normaliser' is Hearthline's own: choose another name",
                        "own.yaml:3:12: The bean 'mine' is declared in other.yaml too",
                        "other.yaml:2:12: The bean 'mine' is declared in own.yaml too");
    }

    @Test
    void onlyTheFilesThatAreAskedForAreLookedAt() {
        RouteSet all = RouteSet.of(List.of(file("own.yaml", RIGHT), file("broken.yaml", "- {")), Map.of());

        assertThat(check.check(Set.of("own.yaml", "gone.yaml"), all)).isEmpty();
        assertThat(check.check(Set.of("broken.yaml"), all)).isNotEmpty();
    }

    /** Each line stands for three of the one before: 405 bytes that would fill the memory. */
    @Test
    void aliasesThatGrowBeyondAllMeasureAreAFaultWithTheirLine() {
        StringBuilder text = new StringBuilder("- x0: &x0 [a,a,a]\n");
        for (int line = 1; line <= 15; line++) {
            text.append("- x%d: &x%d [*x%d,*x%d,*x%d]\n".formatted(line, line, line - 1, line - 1, line - 1));
        }

        assertThat(check(file("own.yaml", text.toString()))).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(9);
            assertThat(fault.message()).startsWith("Too large: its aliases");
        });
        assertThat(RouteOutline.of(file("own.yaml", text.toString())).beans()).isEmpty();
        assertThat(file("own.yaml", text.toString()).unreadable()).isPresent();
    }

    @Test
    void anAliasWithinItselfAndWhatNestsBeyondAllMeasureAreFaults() {
        assertThat(check(file("own.yaml", "- &a {b: [*a, *a]}\n")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("Too large: its aliases"));
        assertThat(check(file("own.yaml", "[".repeat(500_000) + "]".repeat(500_000))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("Nested "));
    }

    @Test
    void aLargeFileWithoutAliasesIsNotTooLarge() {
        assertThat(check(file(
                        "own.yaml",
                        beans(IntStream.range(0, 6_000)
                                .mapToObj(number -> "b" + number)
                                .toArray(String[]::new)))))
                .isEmpty();
    }

    private List<RouteFault> check(RouteFile... files) {
        RouteSet all = RouteSet.of(List.of(files), Map.of());
        return check.check(all.own(), all);
    }

    private static RouteFile file(String name, String text) {
        return new RouteFile(name, Origin.USER, "file:" + name, text);
    }

    private static String beans(String... names) {
        StringBuilder text = new StringBuilder("- beans:\n");
        for (String name : names) {
            text.append("  - {name: ").append(name).append(", type: java.lang.Object}\n");
        }
        return text.toString();
    }
}
