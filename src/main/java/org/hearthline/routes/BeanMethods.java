package org.hearthline.routes;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.hearthline.config.Spelling;

/** Which methods a bean offers to routes. */
final class BeanMethods {
    private BeanMethods() {}

    static boolean has(Object bean, String name) {
        return names(bean).contains(name);
    }

    /** What may have been meant, as the end of a sentence. */
    static String near(Object bean, String name) {
        return Spelling.nearest(name, names(bean))
                .map(found -> ": did you mean '" + found + "'?")
                .orElse("");
    }

    private static List<String> names(Object bean) {
        Class<?> type = bean instanceof Class<?> itself ? itself : bean.getClass();
        return Arrays.stream(type.getMethods()).map(Method::getName).distinct().toList();
    }
}
