package org.hearthline.routes;

/** The files of routes, over JMX: where no change of the folder can be seen, it is told here. */
public interface RouteFilesMBean {
    /** Looks at the folder now; answers what came of it, as JSON. */
    String reload();

    /** Which files there are, and what is wrong with them, as JSON. */
    String status();
}
