package org.hearthline.cli;

/** A command cannot go on. The message is for the person at the keyboard: what is wrong and what to do. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean wrongUsage;

    CommandFailure(String message) {
        this(message, false);
    }

    private CommandFailure(String message, boolean wrongUsage) {
        super(message, null, false, false);
        this.wrongUsage = wrongUsage;
    }

    /** What was asked for makes no sense: another try needs other words. */
    static CommandFailure wrongUsage(String message) {
        return new CommandFailure(message, true);
    }

    boolean isWrongUsage() {
        return wrongUsage;
    }
}
