package org.hearthline.link;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.hearthline.event.TransientFailure;

/**
 * The way to a stage in another process: one address, or several that share the calls in turn. One that fails leaves, and comes
 * back when it answers again ({@link LinkAddress}). Any thread.
 */
public final class Link {
    private final String stage;
    private final String service;
    private final List<LinkAddress> addresses;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Calls nobody.
     *
     * @param stage as in routes: {@code storage}
     * @param service as people know it: {@code data-storage}
     * @param addresses without slash at the end, at least one
     * @param rest how long an address gets no calls after one that failed, if others are there
     */
    public Link(String stage, String service, List<URI> addresses, Duration rest, Clock clock) {
        this.stage = stage;
        this.service = service;
        this.addresses = addresses.stream()
                .map(base -> new LinkAddress(service, base, rest, clock))
                .toList();
    }

    public String stage() {
        return stage;
    }

    public String service() {
        return service;
    }

    public List<LinkAddress> addresses() {
        return addresses;
    }

    /**
     * The next address in turn: of those that answer, else of those that might, else of all.
     *
     * @throws TransientFailure when other services stand at all of them, which might take what is not meant for them
     */
    public LinkAddress next() {
        int first = turn();
        return present(first)
                .or(() -> firstOf(first, address -> address.other() == null))
                .orElseThrow(() -> new TransientFailure(
                        service + " cannot be asked: " + addresses.get(first).other(), null));
    }

    /** The next address in turn of those that are not away; empty when all are. */
    public Optional<LinkAddress> present() {
        return present(turn());
    }

    private Optional<LinkAddress> present(int first) {
        return firstOf(first, address -> !address.isAway() && !address.isResting())
                .or(() -> firstOf(first, address -> !address.isAway()));
    }

    private Optional<LinkAddress> firstOf(int first, Predicate<LinkAddress> wanted) {
        for (int i = 0; i < addresses.size(); i++) {
            LinkAddress address = addresses.get((first + i) % addresses.size());
            if (wanted.test(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /** One step for each call, however many addresses are passed over: else some would never have their turn. */
    private int turn() {
        return Math.floorMod(turn.getAndIncrement(), addresses.size());
    }

    /** Begins a call of the stage. */
    public LinkCall call(LinkAddress address, LinkCall.Subject subject) {
        return new LinkCall(address, subject);
    }
}
