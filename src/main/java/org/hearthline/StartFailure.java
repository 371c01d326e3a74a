package org.hearthline;

/** This process cannot work as it is. The message is for the person who started it: what is wrong, and what to do. */
public final class StartFailure extends RuntimeException {
    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
