package org.hearthline.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Written;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get lines stored: all at once, and when the store refuses some, as many requests as it takes to have every
 * good line stored and every bad one named. Lines that the server names are left out and the rest is sent again; where it
 * names none, the lines are halved. Sending a good line again is harmless.
 *
 * <p>A fault of the server (5xx) is nobody's line at first: all lines are kept. Where the same lines met the same fault ten times,
 * they are halved too, and a single line that meets it, between writes that succeed, is refused. For one thread.
 */
final class WriteAttempt {
    private static final int MOST_PUT_OFF = 4;

    private final StoreClient client;
    private final Suspects suspects;
    private final Lines all;
    private final Deque<Part> todo = new ArrayDeque<>();
    private final Map<Integer, String> refused = new TreeMap<>();
    private boolean requestIsFine;
    private int fault;
    private int putOff;

    /** Lines, and where each stands among all. */
    private record Part(Lines lines, List<Integer> index) {
        Part of(int from, int to) {
            return new Part(lines.part(from, to), index.subList(from, to));
        }

        Part without(Set<Integer> named) {
            List<Integer> kept = IntStream.range(0, index.size())
                    .filter(i -> !named.contains(i))
                    .mapToObj(index::get)
                    .toList();
            return new Part(lines.without(named), kept);
        }
    }

    WriteAttempt(StoreClient client, Suspects suspects, Lines lines) {
        this.client = client;
        this.suspects = suspects;
        this.all = lines;
        todo.push(new Part(lines, IntStream.range(0, lines.size()).boxed().toList()));
    }

    WriteOutcome run() {
        while (!todo.isEmpty()) {
            Part part = todo.pop();
            if (part.lines.size() > 0) {
                WriteOutcome end = write(part);
                if (end != null) {
                    return end;
                }
            }
        }
        return refused.isEmpty() ? new Written() : new PartlyRejected(refused);
    }

    /** Null when the attempt goes on. */
    private @Nullable WriteOutcome write(Part part) {
        StoreAnswer answer = client.write(part.lines);
        if (answer.isOk()) {
            suspects.stored(part.lines);
            return null;
        }
        if (answer.isTooLarge()) {
            return halve(part, answer);
        }
        if (answer.isFault()) {
            return isSuspect(answer) ? findFaulty(part, answer) : client.outcome(answer);
        }
        return answer.isRefusal() ? findRefused(part, answer) : client.outcome(answer);
    }

    private @Nullable WriteOutcome findRefused(Part part, StoreAnswer answer) {
        Map<Integer, String> named = RefusedLines.in(answer, part.lines);
        if (named.isEmpty()) {
            return isRequestFine(answer) ? halve(part, answer) : client.outcome(answer);
        }
        named.forEach((i, words) -> refused.put(part.index.get(i), words));
        todo.push(part.without(named.keySet()));
        return null;
    }

    /** Once per attempt; a store that takes nothing else either is not asked about each line. */
    private boolean isSuspect(StoreAnswer answer) {
        if (fault == 0 && suspects.failed(all, answer.status()) && (suspects.stored() == null || takesOthers())) {
            fault = answer.status();
        }
        return fault == answer.status();
    }

    private @Nullable WriteOutcome findFaulty(Part part, StoreAnswer answer) {
        if (part.lines.size() > 1) {
            return halve(part, answer);
        }
        if (suspects.stored() == null && !todo.isEmpty() && putOff++ < MOST_PUT_OFF) {
            todo.addLast(part);
            return null;
        }
        boolean faulty = takesOthers() && client.write(part.lines).status() == fault && takesOthers();
        return faulty ? halve(part, answer) : client.outcome(answer);
    }

    private boolean takesOthers() {
        Lines stored = suspects.stored();
        return stored != null && client.write(stored).isOk();
    }

    private @Nullable WriteOutcome halve(Part part, StoreAnswer answer) {
        int size = part.lines.size();
        if (size == 1) {
            refused.put(part.index.get(0), answer.words());
        } else {
            todo.push(part.of(size / 2, size));
            todo.push(part.of(0, size / 2));
        }
        return null;
    }

    /**
     * A request that is refused with the same words when there is no line in it is wrong itself: no line must suffer for that.
     * (Some stores refuse one without lines, for having none.)
     */
    private boolean isRequestFine(StoreAnswer answer) {
        if (!requestIsFine && answer.status() == 400) {
            StoreAnswer empty = client.writeNothing();
            requestIsFine = empty.isOk() || !empty.words().equals(answer.words());
            return requestIsFine;
        }
        return true;
    }
}
