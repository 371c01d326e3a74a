package org.hearthline.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Who an event is. The same event read live, from history, or again after a crash has the same id, so that storing it twice
 * stores it once. UUIDv5 (RFC 9562, section 5.5) of {@code house \n event_type \n subject \n µs}; docs/architecture.md.
 */
public final class EventId {
    private static final UUID NAMESPACE = UUID.fromString("d35d4e92-98d1-5235-86a8-b1ecd2d3e618");
    private static final byte[] NAMESPACE_BYTES = ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array();
    /** Cloned for each use: cheaper than asking the security providers each time. */
    private static final MessageDigest SHA_1 = sha1();

    private EventId() {}

    /** The id of an event about an entity, at {@code micros} since 1970. */
    public static UUID ofEntity(String house, String eventType, String entityId, long micros) {
        return name(house + '\n' + eventType + '\n' + entityId + '\n' + micros);
    }

    /** The id of an event without entity: its context and its data tell it from others. */
    public static UUID ofContext(String house, String eventType, String contextId, long micros, JsonSlice data) {
        MessageDigest digest = digest();
        digest.update(data.source(), data.offset(), data.length());
        String hash = HexFormat.of().formatHex(digest.digest());
        return name(house + '\n' + eventType + '\n' + contextId + '\n' + micros + '\n' + hash);
    }

    /**
     * The instant under which an event is stored, in ns since 1970: its own microsecond, and below that a part of its id, so
     * that two events of one microsecond both stay and a re-delivery overwrites itself.
     */
    public static long storedNanos(UUID id, long micros) {
        return micros * 1000 + Math.floorMod(id.getLeastSignificantBits(), 1000L);
    }

    private static UUID name(String text) {
        MessageDigest digest = digest();
        digest.update(NAMESPACE_BYTES);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static MessageDigest digest() {
        try {
            return (MessageDigest) SHA_1.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java cannot clone its SHA-1, which event ids are made of", e);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1, which event ids are made of", e);
        }
    }
}
