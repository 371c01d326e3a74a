package org.hearthline.cli;

/** A command cannot go on. The message is for the person at the keyboard: what is wrong and what to do. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    private enum Kind {
        FAILED,
        WRONG_USAGE,
        NOBODY_ANSWERS
    }

    private final Kind kind;

    CommandFailure(String message) {
        this(message, Kind.FAILED);
    }

    private CommandFailure(String message, Kind kind) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** What was asked for makes no sense: another try needs other words. */
    static CommandFailure wrongUsage(String message) {
        return new CommandFailure(message, Kind.WRONG_USAGE);
    }

    /** There is no running process, or none that can be reached. */
    static CommandFailure nobodyAnswers(String message) {
        return new CommandFailure(message, Kind.NOBODY_ANSWERS);
    }

    boolean isWrongUsage() {
        return kind == Kind.WRONG_USAGE;
    }

    boolean isNobodyThere() {
        return kind == Kind.NOBODY_ANSWERS;
    }
}
