package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.hearthline.routes.RouteFile.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file declares, in whichever way its YAML is written. */
class RouteOutlineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- beans:\n    - {name: a, type: A}\n# end\n- route: {id: r}\n",
                "- beans:\n  - name: a\n    type: A\n- route: {id: r}\n",
                "  - beans:\n      - {name: a, type: A}\n\n  - route: {id: r}\n",
                "- {\"beans\": [{name: a,\n   type: A}]}\n- {route: {id: r}}\n",
                "[{beans: [{name: a}]}, {route: {id: r}}]\n",
                "# \uD83D\uDD14\n- beans: [{name: \uD83D\uDD14}]\n- route: {id: r}\n"
            })
    void aFileWithoutItsBeansKeepsItsRoutesWhereTheyStand(String text) throws UnreadableFile {
        String without = YamlTree.of("own.yaml", text).without("beans");

        RouteOutline outline = RouteOutline.of(file(without));
        assertThat(RouteOutline.of(file(text)).beans()).isNotEmpty();
        assertThat(outline.beans()).isEmpty();
        assertThat(outline.hasRoutes()).isTrue();
        assertThat(RouteLines.of(file(without)).first("r", 0))
                .isEqualTo(RouteLines.of(file(text)).first("r", 0))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  - route: {id: r}\n",
                "- {from: {uri: 'direct:a'}}\n",
                "[{templatedRoute: {routeId: r}}]\n",
                "- route: {id: no yaml"
            })
    void aFileThatMakesRoutesSaysSo(String text) {
        assertThat(file(text).hasRoutes()).isTrue();
    }

    @Test
    void aFileOfBeansAloneMakesNone() {
        assertThat(file("- beans:\n    - {name: route, type: A}\n").hasRoutes()).isFalse();
    }

    private static RouteFile file(String text) {
        return new RouteFile("own.yaml", Origin.USER, "file:/own.yaml", text);
    }
}
