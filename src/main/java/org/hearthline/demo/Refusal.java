package org.hearthline.demo;

import org.jspecify.annotations.Nullable;

/** A command that the house answers with an error. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    Refusal(String code, String message) {
        this(code, message, null);
    }

    Refusal(String code, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
    }

    /** As Home Assistant names it: {@code unknown_command}, {@code invalid_format}, … */
    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
