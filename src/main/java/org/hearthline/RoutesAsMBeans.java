package org.hearthline;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.api.management.mbean.ManagedCamelContextMBean;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.management.DefaultManagementObjectNameStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Names the routes and their context, and nothing else, which then is no MBean: for a process into which nobody is asked to look. To make one
 * of each endpoint, thread pool and service takes time at the start.
 */
final class RoutesAsMBeans extends DefaultManagementObjectNameStrategy {
    @Override
    @SuppressWarnings("NullAway") // Camel knows null for what is not to be an MBean
    public @Nullable ObjectName getObjectName(Object managed) throws MalformedObjectNameException {
        return managed instanceof ManagedRouteMBean || managed instanceof ManagedCamelContextMBean
                ? super.getObjectName(managed)
                : null;
    }
}
