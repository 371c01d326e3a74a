/**
 * The repair of gaps: when events come and when not ({@link org.hearthline.gap.GapWatch}), the spans in which none were heard, in
 * memory and on disk ({@link org.hearthline.gap.Gaps}), and how Home Assistant's history is asked for them ({@link
 * org.hearthline.gap.GapRepair}). Its route is {@code routes/repair.camel.yaml}, its API {@code routes/gaps.camel.yaml}; why it is
 * so, docs/decisions/0018. In: the connection's news and live batches. Out: batches of what was missed. What cannot be noted on
 * disk is a {@code TransientFailure}; a house that does not answer is asked again.
 */
@NullMarked
package org.hearthline.gap;

import org.jspecify.annotations.NullMarked;
