package org.hearthline.jmx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.rmi.NoSuchObjectException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.security.auth.Subject;

/**
 * JMX for programs of this machine, such as JConsole: registry and connector on one port of the loopback address, without any
 * option of the JVM. Whoever connects can do all that MBeans can, so a process with a key asks for it.
 */
public final class RemoteJmx implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    /** What the stubs say that a client gets, where nobody has set it. */
    private static final String STUB_HOST = "java.rmi.server.hostname";
    /** Nothing but text is read of somebody who has not shown the key yet. */
    private static final String CREDENTIALS = "java.lang.String;!*";

    private final Registry registry;
    private final JMXConnectorServer server;
    private final int port;

    private RemoteJmx(Registry registry, JMXConnectorServer server, int port) {
        this.registry = registry;
        this.server = server;
        this.port = port;
    }

    /**
     * Listens from now on.
     *
     * @param port 0: a free one
     * @param key what the password must be; empty: everybody on this machine may enter
     * @throws IOException when the port is taken
     */
    public static RemoteJmx start(MBeanServer beans, int port, Optional<String> key) throws IOException {
        if (System.getProperty(STUB_HOST) == null) {
            System.setProperty(STUB_HOST, LOOPBACK);
        }
        Loopback sockets = new Loopback();
        Registry registry = LocateRegistry.createRegistry(port, null, sockets);
        return start(beans, registry, sockets, port == 0 ? sockets.lastPort : port, key);
    }

    private static RemoteJmx start(
            MBeanServer beans, Registry registry, Loopback sockets, int port, Optional<String> key) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        environment.put(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, sockets);
        environment.put(RMIConnectorServer.CREDENTIALS_FILTER_PATTERN, CREDENTIALS);
        key.ifPresent(secret -> environment.put(JMXConnectorServer.AUTHENTICATOR, authenticator(secret)));
        JMXConnectorServer server =
                JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL(url(port)), environment, beans);
        try {
            server.start();
        } catch (IOException e) {
            unexport(registry);
            throw e;
        }
        return new RemoteJmx(registry, server, port);
    }

    /** What a client is given: {@code service:jmx:rmi://…}. */
    public String url() {
        return url(port);
    }

    private static String url(int port) {
        String address = LOOPBACK + ":" + port;
        return "service:jmx:rmi://" + address + "/jndi/rmi://" + address + "/jmxrmi";
    }

    /** The user's name does not matter: there is one key. */
    private static JMXAuthenticator authenticator(String key) {
        return credentials -> {
            if (credentials instanceof String[] shown && shown.length == 2 && isSame(key, shown[1])) {
                return new Subject(true, Set.of(new JMXPrincipal("hearthline")), Set.of(), Set.of());
            }
            throw new SecurityException("Any user name, and API_KEY as password");
        };
    }

    private static boolean isSame(String key, String shown) {
        return MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            unexport(registry);
        }
    }

    private static void unexport(Registry registry) {
        try {
            UnicastRemoteObject.unexportObject(registry, true);
        } catch (NoSuchObjectException e) {
            // It is gone, as it should be.
        }
    }

    /** The same object for registry and connector, so that they share the port. */
    private static final class Loopback implements RMIServerSocketFactory {
        private volatile int lastPort;

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            ServerSocket socket =
                    new ServerSocket(port, 0, InetAddress.getByAddress(LOOPBACK, new byte[] {127, 0, 0, 1}));
            lastPort = socket.getLocalPort();
            return socket;
        }
    }
}
