package org.hearthline.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of routes as an MBean beside Camel's own: {@code org.hearthline:context=...,type=routes,name=files}. */
final class RouteFilesJmx implements RouteFilesMBean {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFilesJmx.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RouteReload files;

    private RouteFilesJmx(RouteReload files) {
        this.files = files;
    }

    /** Where JMX is switched off, nothing. */
    static void register(CamelContext camel, RouteReload files) {
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        if (agent == null) {
            return;
        }
        try {
            ObjectName name = new ObjectName("org.hearthline:context="
                    + ObjectName.quote(camel.getManagementName() == null ? camel.getName() : camel.getManagementName())
                    + ",type=routes,name=files");
            agent.register(new StandardMBean(new RouteFilesJmx(files), RouteFilesMBean.class), name);
        } catch (JMException e) {
            LOG.atWarn().setCause(e).log("The files of routes are not in JMX");
        }
    }

    @Override
    public String reload() {
        return json(files.reload());
    }

    @Override
    public String status() {
        return json(files.status());
    }

    private static String json(Map<String, Object> answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
