package org.hearthline;

import org.hearthline.event.Recordings;

/** What Home Assistant of 2024 sends. */
final class PipelineOf2024Test extends PipelineReplay {
    PipelineOf2024Test() {
        super(Recordings.OLD_VERSION);
    }
}
