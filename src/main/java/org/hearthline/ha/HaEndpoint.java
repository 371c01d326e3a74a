package org.hearthline.ha;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.hearthline.config.Quantity;
import org.hearthline.config.Secret;
import org.hearthline.event.EventParser;
import org.jspecify.annotations.Nullable;

/** Receive the events of a Home Assistant over its WebSocket API, live or from its history, in batches. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "ha",
        title = "Home Assistant",
        syntax = "ha:resource",
        consumerOnly = true,
        category = {Category.IOT})
public final class HaEndpoint extends DefaultEndpoint {
    static final String EVENTS = "events";
    static final String HISTORY = "history";

    @UriPath(description = "What to receive: live events, or those that were missed", enums = "events,history")
    @Metadata(required = true)
    private String resource = EVENTS;

    @UriParam(
            description =
                    "For ha:events, required: address of Home Assistant, http(s):// or ws(s)://, with or without /api/websocket")
    private String url = "";

    @UriParam(label = "security", secret = true, description = "For ha:events, required: long-lived access token")
    private String token = "";

    @UriParam(
            label = "security",
            description = "PEM file with certificates to trust on https and wss, if not the JVM's")
    private @Nullable String trustFile;

    @UriParam(
            defaultValue = "state_changed",
            description = "Event types to receive, separated by commas; an asterisk for all")
    private String eventTypes = "state_changed";

    @UriParam(
            defaultValue = "access_token,entity_picture",
            description = "Attributes of entities that are cut out of every event, separated by commas")
    private String deniedAttributes = "access_token,entity_picture";

    @UriParam(description = "Learns states, configuration and registries of the house")
    private HouseListener house = HouseListener.NONE;

    @UriParam(label = "advanced", description = "Shows how the connection is")
    private @Nullable HaMonitor monitor;

    @UriParam(defaultValue = "500", description = "Most events in a batch")
    private int frameEvents = 500;

    @UriParam(defaultValue = "1MiB", description = "Most bytes of events in a batch; a single event may be larger")
    private String frameSize = "1MiB";

    @UriParam(defaultValue = "25ms", description = "How long after a batch the next one waits for more events")
    private Duration linger = Duration.ofMillis(25);

    @UriParam(label = "advanced", defaultValue = "64MiB", description = "Unread bytes at which the socket is paused")
    private String bufferSize = "64MiB";

    @UriParam(label = "advanced", defaultValue = "64MiB", description = "Bytes of the largest message that is read")
    private String maxMessageSize = "64MiB";

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            description = "Longest time from connecting to being authenticated")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @UriParam(label = "advanced", defaultValue = "20s", description = "Time between two pings")
    private Duration pingInterval = Duration.ofSeconds(20);

    @UriParam(label = "advanced", defaultValue = "10s", description = "Longest silence after a ping")
    private Duration pingTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "500ms",
            description = "First wait before connecting again; it doubles")
    private Duration reconnectMin = Duration.ofMillis(500);

    @UriParam(label = "advanced", defaultValue = "60s", description = "Longest wait before connecting again")
    private Duration reconnectMax = Duration.ofSeconds(60);

    @UriParam(
            label = "advanced",
            defaultValue = "5m",
            description = "Wait after a refused token: every try counts as a failed login")
    private Duration authRetry = Duration.ofMinutes(5);

    @UriParam(
            label = "advanced",
            defaultValue = "3s",
            description = "How long changes of registries are collected before they are read again")
    private Duration refresh = Duration.ofSeconds(3);

    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            description = "How long an answer of Home Assistant's history may take")
    private Duration historyTimeout = Duration.ofSeconds(60);

    @UriParam(description = "For ha:history: what asks history, on the endpoint's one thread")
    private @Nullable HistoryWork work;

    private final EarlyConnection early = new EarlyConnection(this::newConnection);

    public HaEndpoint(String uri, HaComponent component) {
        super(uri, component);
    }

    @Override
    public HaComponent getComponent() {
        return (HaComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("ha: receives only");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        BatchConsumer consumer = HISTORY.equals(resource) ? new HaHistoryConsumer(this, processor) : live(processor);
        configureConsumer(consumer);
        return consumer;
    }

    private HaConsumer live(Processor processor) throws Exception {
        HaConsumer consumer = new HaConsumer(this, processor);
        getCamelContext().addStartupListener(consumer);
        return consumer;
    }

    /**
     * For ha:events, while the context has not started: begins to connect, in the background. What is heard waits for the route that
     * begins here; where none has started when the context has, the connection is closed.
     *
     * @throws IllegalArgumentException when an option is missing or wrong
     */
    public void connect() {
        if (early.connect()) {
            try {
                getCamelContext().addStartupListener(new RoutesStarted());
            } catch (Exception e) { // as Camel declares
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
    }

    /** For the consumer, which stops it. */
    HaConnection takeConnection() {
        return early.take();
    }

    private HaConnection newConnection() {
        HaConnection made = new HaConnection(
                getComponent().vertx(),
                settings(),
                new EventParser(denied()),
                house,
                RandomGenerator.getDefault(),
                Clock.systemUTC());
        if (monitor != null) {
            monitor.watch(made);
        }
        return made;
    }

    /** Ends what {@link #connect} has begun, unless a route has taken it over. */
    public void disconnect() throws InterruptedException {
        if (early.close() && monitor != null) {
            monitor.stopped();
        }
    }

    @Override
    protected void doStop() throws Exception {
        disconnect();
        super.doStop();
    }

    private final class RoutesStarted implements StartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // Its routes start after this.
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
            disconnect();
        }
    }

    HaSettings settings() {
        if (url.isBlank()) {
            throw new IllegalArgumentException("url is missing: set ha.url (HA_URL) to the address of Home Assistant");
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "token is missing: set ha.token (HA_TOKEN) to a long-lived access token");
        }
        return new HaSettings(
                HaUrl.parse(url),
                new Secret(token.strip()),
                words(eventTypes),
                new HaSettings.Timing(
                        linger,
                        connectTimeout,
                        pingInterval,
                        pingTimeout,
                        reconnectMin,
                        reconnectMax,
                        authRetry,
                        refresh,
                        historyTimeout),
                new HaSettings.Limits(
                        frameEvents, (int) bytes(frameSize), bytes(bufferSize), (int) bytes(maxMessageSize)),
                trustFile == null || trustFile.isBlank() ? null : trustFile);
    }

    /** With a unit, or a number of bytes. */
    private static long bytes(String size) {
        return size.chars().allMatch(Character::isDigit) ? Long.parseLong(size) : Quantity.bytes(size);
    }

    Set<String> denied() {
        return words(deniedAttributes);
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public String getResource() {
        return resource;
    }

    public void setResource(String resource) {
        this.resource = resource;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public @Nullable String getTrustFile() {
        return trustFile;
    }

    public void setTrustFile(String trustFile) {
        this.trustFile = trustFile;
    }

    public String getEventTypes() {
        return eventTypes;
    }

    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public String getDeniedAttributes() {
        return deniedAttributes;
    }

    public void setDeniedAttributes(String deniedAttributes) {
        this.deniedAttributes = deniedAttributes;
    }

    public HouseListener getHouse() {
        return house;
    }

    public void setHouse(HouseListener house) {
        this.house = house;
    }

    public @Nullable HaMonitor getMonitor() {
        return monitor;
    }

    public void setMonitor(HaMonitor monitor) {
        this.monitor = monitor;
    }

    public int getFrameEvents() {
        return frameEvents;
    }

    public void setFrameEvents(int frameEvents) {
        this.frameEvents = frameEvents;
    }

    public String getFrameSize() {
        return frameSize;
    }

    public void setFrameSize(String frameSize) {
        this.frameSize = frameSize;
    }

    public Duration getLinger() {
        return linger;
    }

    public void setLinger(Duration linger) {
        this.linger = linger;
    }

    public String getBufferSize() {
        return bufferSize;
    }

    public void setBufferSize(String bufferSize) {
        this.bufferSize = bufferSize;
    }

    public String getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(String maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getPingInterval() {
        return pingInterval;
    }

    public void setPingInterval(Duration pingInterval) {
        this.pingInterval = pingInterval;
    }

    public Duration getPingTimeout() {
        return pingTimeout;
    }

    public void setPingTimeout(Duration pingTimeout) {
        this.pingTimeout = pingTimeout;
    }

    public Duration getReconnectMin() {
        return reconnectMin;
    }

    public void setReconnectMin(Duration reconnectMin) {
        this.reconnectMin = reconnectMin;
    }

    public Duration getReconnectMax() {
        return reconnectMax;
    }

    public void setReconnectMax(Duration reconnectMax) {
        this.reconnectMax = reconnectMax;
    }

    public Duration getAuthRetry() {
        return authRetry;
    }

    public void setAuthRetry(Duration authRetry) {
        this.authRetry = authRetry;
    }

    public Duration getRefresh() {
        return refresh;
    }

    public void setRefresh(Duration refresh) {
        this.refresh = refresh;
    }

    public Duration getHistoryTimeout() {
        return historyTimeout;
    }

    public void setHistoryTimeout(Duration historyTimeout) {
        this.historyTimeout = historyTimeout;
    }

    public @Nullable HistoryWork getWork() {
        return work;
    }

    public void setWork(HistoryWork work) {
        this.work = work;
    }
}
