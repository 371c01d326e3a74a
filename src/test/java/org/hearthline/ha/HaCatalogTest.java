package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;

/**
 * What Camel's tools show of the component. After a change of an option, make {@code ha.json} anew by {@code mvn compile
 * org.apache.camel:camel-package-maven-plugin:4.18.0:generate-component} and copy it from {@code src/generated}.
 */
final class HaCatalogTest {
    private static final Set<String> CAMELS_OWN = Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    @Test
    void describesEveryOption() throws Exception {
        JsonNode options = describedByCamel().path("properties");
        List<Field> fields = Arrays.stream(HaEndpoint.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(UriParam.class))
                .toList();
        assertThat(fields).hasSizeGreaterThan(15).allSatisfy(field -> {
            UriParam param = field.getAnnotation(UriParam.class);
            JsonNode option = options.path(field.getName());
            assertThat(option.path("description").asText())
                    .isEqualTo(param.description())
                    .isNotEmpty();
            assertThat(option.path("defaultValue").asText()).isEqualTo(param.defaultValue());
            assertThat(option.path("secret").asBoolean()).isEqualTo(param.secret());
            assertThat(option.path("required").asBoolean()).isEqualTo(field.isAnnotationPresent(Metadata.class));
        });
        Set<String> described = new HashSet<>();
        options.fieldNames().forEachRemaining(described::add);
        described.removeAll(CAMELS_OWN);
        Set<String> expected = fields.stream().map(Field::getName).collect(Collectors.toSet());
        expected.add("resource");
        assertThat(described).isEqualTo(expected);
    }

    @Test
    void hasTheDefaultsThatItDescribes() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            HaEndpoint endpoint = camel.getEndpoint("ha:events?url=http://house&token=t", HaEndpoint.class);
            HaEndpoint described =
                    camel.getEndpoint("ha:events?url=http://house&token=t&" + defaults(), HaEndpoint.class);
            assertThat(described.settings()).usingRecursiveComparison().isEqualTo(endpoint.settings());
            assertThat(described.denied())
                    .isEqualTo(endpoint.denied())
                    .containsExactly("access_token", "entity_picture");
        }
    }

    private static String defaults() {
        return Arrays.stream(HaEndpoint.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(UriParam.class))
                .filter(field ->
                        !field.getAnnotation(UriParam.class).defaultValue().isEmpty())
                .map(field -> field.getName() + "="
                        + field.getAnnotation(UriParam.class).defaultValue())
                .collect(Collectors.joining("&"));
    }

    private static JsonNode describedByCamel() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return new ObjectMapper().readTree(camel.getComponentParameterJsonSchema("ha"));
        }
    }
}
