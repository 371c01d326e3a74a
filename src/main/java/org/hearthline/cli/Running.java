package org.hearthline.cli;

/** Something that was started and goes on until it is closed. */
interface Running extends AutoCloseable {
    /** For people: the base address, without slash at the end. */
    String address();

    /** Stops in order. May be called twice, and by the thread that ends the process. */
    @Override
    void close();
}
