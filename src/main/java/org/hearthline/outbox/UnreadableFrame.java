package org.hearthline.outbox;

import org.jspecify.annotations.Nullable;

/** A message of the outbox is no frame that this version can read: it is put aside, so that those behind it are delivered. */
public final class UnreadableFrame extends Exception {
    UnreadableFrame(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
