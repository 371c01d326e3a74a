package org.hearthline.jmx;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Jolokia may do here: list and search, read Camel's MBeans and the JVM's figures, and nothing else. With control, routes can
 * be started and stopped too. What is not named is refused: other MBeans hold the command line or load code.
 */
final class AccessPolicy implements Restrictor {
    private static final Set<RequestType> HARMLESS = Set.of(RequestType.VERSION, RequestType.LIST, RequestType.SEARCH);
    private static final String CAMEL = "org.apache.camel";
    private static final String JAVA = "java.lang";
    /** Of {@value #JAVA}. Not Runtime: its arguments may hold a key that was given with -D. */
    private static final Set<String> FIGURES = Set.of(
            "ClassLoading", "Compilation", "GarbageCollector", "Memory", "MemoryPool", "OperatingSystem", "Threading");

    private static final Set<String> ACTIONS = Set.of("start", "stop", "suspend", "resume");

    private final boolean control;

    AccessPolicy(boolean control) {
        this.control = control;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return HARMLESS.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        String type = String.valueOf(name.getKeyProperty("type"));
        return name.getDomain().equals(CAMEL) || (name.getDomain().equals(JAVA) && FIGURES.contains(type));
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    /** One route at a time: a pattern is no route. */
    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return control
                && !name.isPattern()
                && name.getDomain().equals(CAMEL)
                && "routes".equals(name.getKeyProperty("type"))
                && ACTIONS.contains(operation.replaceFirst("\\(\\)$", ""));
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    /** The process's own front has asked for the key. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** No page of another origin reads this. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return false;
    }
}
