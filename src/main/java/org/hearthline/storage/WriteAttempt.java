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
 * names none, the lines are halved. Sending a good line again is harmless. For one thread.
 */
final class WriteAttempt {
    private final StoreClient client;
    private final Deque<Part> todo = new ArrayDeque<>();
    private final Map<Integer, String> refused = new TreeMap<>();
    private boolean requestIsFine;

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

    WriteAttempt(StoreClient client, Lines lines) {
        this.client = client;
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
            return null;
        }
        if (answer.isTooLarge()) {
            return halve(part, answer);
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
