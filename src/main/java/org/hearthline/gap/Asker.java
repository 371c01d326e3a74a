package org.hearthline.gap;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hearthline.event.EventData;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.ha.HouseHistory;

/**
 * Asks history politely: one question at a time, a pause between two, about 5,000 rows each. A question that gets no answer is
 * asked again for ever, in two halves when Home Assistant is there and still does not answer. One thread.
 */
final class Asker {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final long SHORTEST_MICROS = 1_000_000;
    private static final int ENOUGH_REFUSALS = 8;

    private final HouseHistory history;
    private final GapWatch watch;
    private final Duration pause;
    private final Waiter waiter;
    private final AnswerSize size = new AnswerSize();
    private Duration backOff = FIRST_PAUSE;

    /** Takes the answer to a part of a question: events in the order of their times. */
    @FunctionalInterface
    interface Answers {
        void take(List<EventData> events) throws InterruptedException;
    }

    private record Question(List<String> ids, Span span, int tries) {
        Question {
            ids = List.copyOf(ids);
        }

        Question again() {
            return new Question(ids, span, tries + 1);
        }

        boolean canSplit() {
            return ids.size() > 1 || span.micros() > SHORTEST_MICROS;
        }

        /** By entities, and when there is only one, by time; the earlier half first. */
        List<Question> halves() {
            if (ids.size() > 1) {
                int half = ids.size() / 2;
                return List.of(
                        new Question(ids.subList(0, half), span, 0),
                        new Question(ids.subList(half, ids.size()), span, 0));
            }
            long middle = span.from() + span.micros() / 2;
            return List.of(
                    new Question(ids, new Span(span.from(), middle), 0),
                    new Question(ids, new Span(middle, span.to()), 0));
        }
    }

    Asker(HouseHistory history, GapWatch watch, Duration pause, Waiter waiter) {
        this.history = history;
        this.watch = watch;
        this.pause = pause;
        this.waiter = waiter;
    }

    /** The beginning of a span that is to be asked next. */
    Span slice(Span span, int entities) {
        return new Span(span.from(), Math.min(span.to(), span.from() + size.sliceMicros(entities)));
    }

    /**
     * Asks for all these entities.
     *
     * @param refused ids that Home Assistant refuses are added here and left out
     * @throws Rejected when Home Assistant refuses every question
     */
    void ask(List<String> ids, Span span, Set<String> refused, Answers answers) throws InterruptedException {
        Set<String> alone = new HashSet<>();
        boolean answered = false;
        Deque<Question> open = new ArrayDeque<>(questions(ids, span));
        while (!open.isEmpty()) {
            Question question = open.pop();
            try {
                List<EventData> events = history.events(question.ids, question.span.from(), question.span.to());
                size.answered(question.ids.size(), question.span.micros(), events.size());
                answers.take(events);
                answered = true;
                backOff = FIRST_PAUSE;
                waiter.await(pause);
            } catch (TransientFailure failure) {
                size.failed();
                recover(failure);
                boolean split = question.tries > 0 && question.canSplit();
                push(open, split ? question.halves() : List.of(question.again()));
            } catch (Rejected no) {
                if (question.ids.size() > 1) {
                    push(open, question.halves());
                    continue;
                }
                alone.addAll(question.ids);
                if (!answered && alone.size() >= Math.min(ENOUGH_REFUSALS, ids.size())) {
                    throw no;
                }
            }
        }
        refused.addAll(alone);
    }

    private List<Question> questions(List<String> ids, Span span) {
        int together = size.together(span.micros());
        Deque<Question> all = new ArrayDeque<>();
        for (int i = 0; i < ids.size(); i += together) {
            all.add(new Question(ids.subList(i, Math.min(ids.size(), i + together)), span, 0));
        }
        return List.copyOf(all);
    }

    private static void push(Deque<Question> open, List<Question> first) {
        for (int i = first.size() - 1; i >= 0; i--) {
            open.push(first.get(i));
        }
    }

    /** Returns when Home Assistant answers again. */
    private void recover(TransientFailure first) throws InterruptedException {
        TransientFailure failure = first;
        while (true) {
            Duration asked = failure.retryAfter().orElse(Duration.ZERO);
            waiter.await(asked.compareTo(backOff) > 0 ? asked : backOff);
            backOff = backOff.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : backOff.multipliedBy(2);
            awaitSubscription();
            try {
                history.recorder();
                return;
            } catch (TransientFailure e) {
                failure = e;
            }
        }
    }

    /** What was asked may be cut off at any time. */
    void awaitSubscription() throws InterruptedException {
        while (!watch.isSubscribed()) {
            waiter.await(FIRST_PAUSE.dividedBy(2));
        }
    }
}
