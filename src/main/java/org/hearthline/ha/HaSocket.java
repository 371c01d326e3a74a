package org.hearthline.ha;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.PemTrustOptions;
import java.time.Clock;
import java.util.function.Function;
import org.hearthline.event.EventData;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Timestamps;

/**
 * One WebSocket from its connect to its end: handshake, frames, pause, pings. Lives on the event loop and only queues. Any
 * frame counts as a sign of life; while the socket is paused, nothing is expected.
 */
final class HaSocket implements MessageReader.Sink {
    /** Who is told, on the event loop. */
    interface Owner {
        void opened(HaSocket socket);

        void authenticated(HaSocket socket, String version);

        /** Called once. */
        void ended(HaSocket socket, Ending why);
    }

    private final Vertx vertx;
    private final ClientWebSocket web;
    private final HaSettings settings;
    private final Inbox inbox;
    private final MessageReader reader;
    private final HaCounters counters;
    private final Clock clock;
    private final Owner owner;
    private final Session session;
    private final FrameJoiner joiner = new FrameJoiner();

    private long deadline;
    private long pinger = -1;
    private long frames;
    private long pauses;
    private boolean open;
    private boolean authenticated;
    private volatile boolean paused;
    private boolean ended;

    HaSocket(
            Vertx vertx,
            WebSocketClient client,
            HaSettings settings,
            Inbox inbox,
            MessageReader reader,
            HaCounters counters,
            Clock clock,
            Owner owner,
            Function<ClientWebSocket, Session> sessions) {
        this.vertx = vertx;
        this.web = client.webSocket();
        this.settings = settings;
        this.inbox = inbox;
        this.reader = reader;
        this.counters = counters;
        this.clock = clock;
        this.owner = owner;
        this.session = sessions.apply(web);
    }

    /** No compression is offered: at full speed Home Assistant hangs up on clients that want it. */
    static WebSocketClientOptions options(HaSettings settings) {
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setMaxFrameSize(settings.limits().messageBytes())
                .setMaxMessageSize(settings.limits().messageBytes())
                .setTryUsePerMessageCompression(false)
                .setTryUsePerFrameCompression(false)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) settings.timing().connectTimeout().toMillis());
        if (settings.trustFile() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(settings.trustFile()));
        }
        return options;
    }

    Session session() {
        return session;
    }

    boolean isPaused() {
        return paused;
    }

    /** Handlers first: the other side speaks as soon as the socket is open. */
    void connect() {
        web.frameHandler(this::frame);
        web.closeHandler(closed -> end(Ending.closed(settings)));
        web.exceptionHandler(failure -> end(Ending.of(failure, settings)));
        long timeout = settings.timing().connectTimeout().toMillis();
        deadline =
                vertx.setTimer(timeout, id -> end(Ending.silent("did not answer within " + timeout + " ms", settings)));
        web.connect(new WebSocketConnectOptions()
                        .setHost(settings.url().getHost())
                        .setPort(settings.url().getPort())
                        .setSsl("wss".equals(settings.url().getScheme()))
                        .setURI(settings.url().getRawPath()))
                .onComplete(connected -> {
                    if (connected.failed()) {
                        end(Ending.of(connected.cause(), settings));
                    } else {
                        open();
                    }
                });
    }

    private void open() {
        open = true;
        if (ended) {
            web.close();
        } else {
            owner.opened(this);
            session.authenticate();
        }
    }

    private void frame(WebSocketFrame frame) {
        frames++;
        if (!frame.isText() && !frame.isBinary() && !frame.isContinuation()) {
            return;
        }
        Buffer part = frame.binaryData();
        if ((long) joiner.size() + part.length() > settings.limits().messageBytes()) {
            end(Ending.tooBig(settings));
            return;
        }
        byte[] message = joiner.add(part, frame.isFinal());
        if (message != null) {
            message(message);
        }
    }

    private void message(byte[] message) {
        if (!authenticated) {
            reader.read(message, this);
        } else if (inbox.offer(arrived(message)) && !paused) {
            paused = true;
            pauses++;
            counters.pause();
            web.pause();
        }
    }

    private Inbox.Message arrived(byte[] message) {
        return new Inbox.Message(session, JsonSlice.of(message), Timestamps.micros(clock.instant()));
    }

    /** The inbox has room again. */
    void resume() {
        if (paused) {
            paused = false;
            web.resume();
        }
    }

    @Override
    public void auth(String type, String words) {
        if (ended) {
            return;
        }
        if ("auth_invalid".equals(type)) {
            end(Ending.tokenRefused(words, settings));
        } else if ("auth_ok".equals(type)) {
            authenticated = true;
            vertx.cancelTimer(deadline);
            pinger = vertx.setPeriodic(settings.timing().pingInterval().toMillis(), id -> ping());
            owner.authenticated(this, words);
        }
    }

    private void ping() {
        if (paused) {
            return;
        }
        long framesBefore = frames;
        long pausesBefore = pauses;
        session.commands().ping();
        long timeout = settings.timing().pingTimeout().toMillis();
        vertx.setTimer(timeout, id -> {
            if (frames == framesBefore && pauses == pausesBefore) {
                end(Ending.silent("has sent nothing for " + timeout + " ms after a ping", settings));
            }
        });
    }

    /** Ends it, whatever it is doing; what was received before is still read. */
    void end(Ending why) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(deadline);
        vertx.cancelTimer(pinger);
        resume();
        if (open && !web.isClosed()) {
            web.close();
        }
        owner.ended(this, why);
    }

    @Override
    public void event(EventData event) {
        counters.malform();
    }

    @Override
    public void refused(Unreadable event) {
        counters.malform();
    }

    @Override
    public void answer(CommandResult answer) {
        counters.malform();
    }

    @Override
    public void malformed(String why) {
        counters.malform();
    }
}
