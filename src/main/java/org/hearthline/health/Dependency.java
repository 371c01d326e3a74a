package org.hearthline.health;

/** Something that this process depends on and that knows how it is. */
public interface Dependency {
    /** As answers and metrics name it: {@code home_assistant}, {@code store}, {@code weather}. */
    String name();

    /** From memory, at once: health is asked often, also while everything hangs. Any thread. */
    Status status();
}
