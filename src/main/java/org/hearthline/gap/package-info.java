/**
 * The repair of gaps: which spans no events were heard in ({@link org.hearthline.gap.Gaps}), and how Home Assistant's history
 * is asked for them ({@link org.hearthline.gap.GapRepair}). Its route is {@code routes/repair.camel.yaml}, its API {@code
 * routes/gaps.camel.yaml}.
 */
@NullMarked
package org.hearthline.gap;

import org.jspecify.annotations.NullMarked;
