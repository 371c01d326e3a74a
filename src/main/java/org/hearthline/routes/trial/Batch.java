package org.hearthline.routes.trial;

import org.hearthline.event.Frame;
import org.hearthline.event.Observation;

/** Events that go through both files together, with the weather that they had. */
record Batch(Frame frame, Observation weather) {}
