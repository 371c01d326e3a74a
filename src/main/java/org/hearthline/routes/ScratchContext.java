package org.hearthline.routes;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * A context in which routes are built and not started, to see whether they can be: it finds the beans of the process, and binds
 * its own.
 */
final class ScratchContext implements AutoCloseable {
    private final DefaultCamelContext camel;

    /**
     * A context beside another one.
     *
     * @param hidden names of beans that are made anew here
     * @param ownProperties what the user's properties say; {@code replaced} is what they said before
     */
    ScratchContext(CamelContext live, Set<String> hidden, Map<String, String> ownProperties, Set<String> replaced) {
        camel = new DefaultCamelContext(new Behind(live, hidden));
        camel.disableJMX();
        camel.setAutoStartup(false);
        camel.setSourceLocationEnabled(true);
        if (live.getApplicationContextClassLoader() != null) {
            camel.setApplicationContextClassLoader(live.getApplicationContextClassLoader());
        }
        org.apache.camel.component.properties.PropertiesComponent properties =
                (org.apache.camel.component.properties.PropertiesComponent) camel.getPropertiesComponent();
        properties.setEnvironmentVariableMode(0);
        properties.setSystemPropertiesMode(0);
        properties.addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "live";
            }

            @Override
            public @Nullable String getProperty(String name) {
                String own = ownProperties.get(name);
                if (own != null || replaced.contains(name)) {
                    return own;
                }
                return live.getPropertiesComponent().resolveProperty(name).orElse(null);
            }
        });
    }

    DefaultCamelContext start() {
        camel.start();
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }

    /** The beans of the process, without those that must not be touched. A breaker that is built registers itself. */
    private record Behind(CamelContext live, Set<String> hidden) implements BeanRepository {
        @Override
        public @Nullable Object lookupByName(String name) {
            return isHidden(name) ? null : live.getRegistry().lookupByName(name);
        }

        @Override
        public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
            return isHidden(name) ? null : live.getRegistry().lookupByNameAndType(name, type);
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            Map<String, T> found = new LinkedHashMap<>();
            if (!isHidden(type)) {
                found.putAll(live.getRegistry().findByTypeWithName(type));
                found.keySet().removeIf(this::isHidden);
            }
            return found;
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return new LinkedHashSet<>(findByTypeWithName(type).values());
        }

        private boolean isHidden(String name) {
            return hidden.contains(name);
        }

        private static boolean isHidden(Class<?> type) {
            return CircuitBreakerRegistry.class.isAssignableFrom(type);
        }
    }
}
