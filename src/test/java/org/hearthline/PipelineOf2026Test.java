package org.hearthline;

import org.hearthline.event.Recordings;

/** What Home Assistant of 2026 sends. */
final class PipelineOf2026Test extends PipelineReplay {
    PipelineOf2026Test() {
        super(Recordings.NEW_VERSION);
    }
}
