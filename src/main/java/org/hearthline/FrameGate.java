package org.hearthline;

import org.hearthline.event.Frame;

/** The predicate in front of a stage's way out. */
public final class FrameGate {
    /** A trial is shown to its caller, and goes no further. */
    public boolean goesOn(Frame frame) {
        return !frame.isTrial();
    }
}
