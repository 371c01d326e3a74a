package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended: the place of its last event in the order newest first, then event id downwards. Stays true however many
 * events come in meanwhile.
 *
 * @param nanos stored time, ns since 1970
 */
record Cursor(long nanos, String eventId) {
    /** Opaque to callers. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((nanos + ":" + eventId).getBytes(UTF_8));
    }

    /** Empty for what no page ever gave. */
    static Optional<Cursor> parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
            int colon = plain.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(
                            new Cursor(Long.parseUnsignedLong(plain.substring(0, colon)), plain.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
