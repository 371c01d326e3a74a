package org.hearthline.cli;

/** A command cannot go on. The message is for the person at the keyboard: what is wrong and what to do. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
