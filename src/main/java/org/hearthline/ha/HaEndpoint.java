package org.hearthline.ha;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Receive the events of a Home Assistant over its WebSocket API, in batches. */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "ha",
        title = "Home Assistant",
        syntax = "ha:resource",
        consumerOnly = true,
        category = {Category.IOT})
public final class HaEndpoint extends DefaultEndpoint {
    @UriPath(description = "What to receive", enums = "events")
    @Metadata(required = true)
    private String resource = "events";

    @UriParam(description = "Address of Home Assistant: http(s):// or ws(s)://, with or without /api/websocket")
    @Metadata(required = true)
    private String url = "";

    @UriParam(label = "security", secret = true, description = "Long-lived access token")
    @Metadata(required = true)
    private String token = "";

    @UriParam(
            label = "security",
            description = "PEM file with certificates to trust on https and wss, if not the JVM's")
    private @Nullable String trustFile;

    @UriParam(defaultValue = "state_changed", description = "Event types to receive, separated by commas; * for all")
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

    @UriParam(defaultValue = "1048576", description = "Most bytes of events in a batch; a single event may be larger")
    private int frameBytes = 1 << 20;

    @UriParam(
            defaultValue = "25",
            javaType = "java.time.Duration",
            description = "How long after a batch the next one waits for more events")
    private long linger = 25;

    @UriParam(label = "advanced", defaultValue = "67108864", description = "Unread bytes at which the socket is paused")
    private long bufferBytes = 64L << 20;

    @UriParam(label = "advanced", defaultValue = "67108864", description = "Bytes of the largest message that is read")
    private int maxMessageBytes = 64 << 20;

    @UriParam(
            label = "advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "Longest time from connecting to being authenticated")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "advanced",
            defaultValue = "20000",
            javaType = "java.time.Duration",
            description = "Time between two pings")
    private long pingInterval = 20_000;

    @UriParam(
            label = "advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "Longest silence after a ping")
    private long pingTimeout = 10_000;

    @UriParam(
            label = "advanced",
            defaultValue = "500",
            javaType = "java.time.Duration",
            description = "First wait before connecting again; it doubles")
    private long reconnectMin = 500;

    @UriParam(
            label = "advanced",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "Longest wait before connecting again")
    private long reconnectMax = 60_000;

    @UriParam(
            label = "advanced",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description = "Wait after a refused token: every try counts as a failed login")
    private long authRetry = 300_000;

    @UriParam(
            label = "advanced",
            defaultValue = "3000",
            javaType = "java.time.Duration",
            description = "How long changes of registries are collected before they are read again")
    private long refresh = 3000;

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
        HaConsumer consumer = new HaConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    HaSettings settings() {
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "token is missing: set ha.token (HA_TOKEN) to a long-lived access token");
        }
        return new HaSettings(
                HaUrl.parse(url),
                new AccessToken(token),
                words(eventTypes),
                new HaSettings.Timing(
                        Duration.ofMillis(linger),
                        Duration.ofMillis(connectTimeout),
                        Duration.ofMillis(pingInterval),
                        Duration.ofMillis(pingTimeout),
                        Duration.ofMillis(reconnectMin),
                        Duration.ofMillis(reconnectMax),
                        Duration.ofMillis(authRetry),
                        Duration.ofMillis(refresh)),
                new HaSettings.Limits(frameEvents, frameBytes, bufferBytes, maxMessageBytes),
                trustFile);
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

    public int getFrameBytes() {
        return frameBytes;
    }

    public void setFrameBytes(int frameBytes) {
        this.frameBytes = frameBytes;
    }

    public long getLinger() {
        return linger;
    }

    public void setLinger(long linger) {
        this.linger = linger;
    }

    public long getBufferBytes() {
        return bufferBytes;
    }

    public void setBufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    public int getMaxMessageBytes() {
        return maxMessageBytes;
    }

    public void setMaxMessageBytes(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getPingInterval() {
        return pingInterval;
    }

    public void setPingInterval(long pingInterval) {
        this.pingInterval = pingInterval;
    }

    public long getPingTimeout() {
        return pingTimeout;
    }

    public void setPingTimeout(long pingTimeout) {
        this.pingTimeout = pingTimeout;
    }

    public long getReconnectMin() {
        return reconnectMin;
    }

    public void setReconnectMin(long reconnectMin) {
        this.reconnectMin = reconnectMin;
    }

    public long getReconnectMax() {
        return reconnectMax;
    }

    public void setReconnectMax(long reconnectMax) {
        this.reconnectMax = reconnectMax;
    }

    public long getAuthRetry() {
        return authRetry;
    }

    public void setAuthRetry(long authRetry) {
        this.authRetry = authRetry;
    }

    public long getRefresh() {
        return refresh;
    }

    public void setRefresh(long refresh) {
        this.refresh = refresh;
    }
}
