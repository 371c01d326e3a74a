package org.hearthline.demo.house;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes contexts, with ULIDs: 48 bits of time in ms, 80 bits of chance, in Crockford's base 32. */
final class Contexts {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;

    private final Clock clock;
    private final RandomGenerator random;

    Contexts(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Nobody's doing: a sensor reported. */
    Context fresh() {
        return new Context(ulid(), null, null);
    }

    /** An automation acts, because of the event with this context. */
    Context causedBy(Context trigger) {
        return new Context(ulid(), trigger.id(), null);
    }

    /** A person did it in the app. */
    Context by(@Nullable String userId) {
        return new Context(ulid(), null, userId);
    }

    private String ulid() {
        StringBuilder ulid = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
        long millis = clock.millis();
        for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
            ulid.append(ALPHABET.charAt((int) (millis >>> (5 * digit)) & 31));
        }
        for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
            ulid.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return ulid.toString();
    }
}
