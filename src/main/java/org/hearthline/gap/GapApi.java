package org.hearthline.gap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.Rejected;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.hearthline.gap.Gap.End;

/** Answers questions about gaps and takes requests to fill some: what the routes of {@code gaps.camel.yaml} call. Any thread. */
public final class GapApi {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Gaps gaps;
    private final GapRepair repair;
    private final Duration recorderKeeps;
    private final HouseClock clock;

    public GapApi(Gaps gaps, GapRepair repair, Duration recorderKeeps, HouseClock clock) {
        this.gaps = gaps;
        this.repair = repair;
        this.recorderKeeps = recorderKeeps;
        this.clock = clock;
    }

    /**
     * {@code {"open":1,"covered_since":"…","trouble":"…","gaps":[…]}}, open ones first, then the newest.
     *
     * @param headers with {@code limit}, 1 to 1,000; 100 without
     * @throws Rejected when that is wrong
     */
    public Map<String, Object> list(Map<String, Object> headers) {
        int limit = new QueryParameters(headers).whole("limit", MOST, USUAL);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("open", gaps.openCount());
        gaps.coveredSince().ifPresent(since -> {
            if (since != Long.MIN_VALUE) {
                answer.put("covered_since", Span.text(since));
            }
        });
        repair.problem().ifPresent(problem -> answer.put("trouble", problem.words()));
        answer.put("gaps", gaps.all().stream().limit(limit).map(GapApi::shown).toList());
        return answer;
    }

    /**
     * One gap.
     *
     * @param headers with {@code gap_id}
     * @throws Rejected when there is none with this id
     */
    public Map<String, Object> get(Map<String, Object> headers) {
        String id = String.valueOf(new QueryParameters(headers).single("gap_id"));
        try {
            return gaps.find(UUID.fromString(id)).map(GapApi::shown).orElseThrow(() -> nothing(id));
        } catch (IllegalArgumentException e) {
            throw nothing(id);
        }
    }

    private static Rejected nothing(String id) {
        return new Rejected(Fault.of(ErrorCode.NOT_FOUND, "No gap has the id " + id));
    }

    /**
     * Takes a request to fill a span: {@code {"success":true,"gaps":[…],"left_out":[{"from","to","reason"}]}}. Returns at once;
     * the gaps tell how far they are.
     *
     * @param body {@code {"from","to","entity_ids"?,"again"?}}
     * @throws Rejected when that is wrong
     * @throws TransientFailure when it cannot be noted on disk
     */
    public Map<String, Object> backfill(byte[] body) {
        BackfillRequest request = BackfillRequest.parse(body, clock.ours());
        Backfill plan = Backfill.of(request, gaps.all(), gaps.coveredSince(), clock.houseNow(), recorderKeeps);
        List<Gap> wanted = plan.gaps(request, clock.houseNow(), clock.now());
        try {
            gaps.request(wanted);
        } catch (IOException e) {
            throw new TransientFailure("The request cannot be noted on disk: " + e, e);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("success", true);
        answer.put("gaps", wanted.stream().map(GapApi::shown).toList());
        List<Map<String, Object>> leftOut = new ArrayList<>();
        for (Backfill.LeftOut part : plan.leftOut()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("from", Span.text(part.span().from()));
            one.put("to", Span.text(part.span().to()));
            one.put("reason", part.reason());
            leftOut.add(one);
        }
        answer.put("left_out", leftOut);
        return answer;
    }

    private static Map<String, Object> shown(Gap gap) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", gap.id().toString());
        shown.put("cause", gap.cause());
        shown.put("state", gap.state().text());
        shown.put("from", Span.text(gap.fromMicros()));
        End end = gap.end();
        if (end != null) {
            shown.put("to", Span.text(end.micros()));
            shown.put("seconds", Math.max(0, end.micros() - gap.fromMicros()) / 1e6);
        }
        shown.put("progress_percent", Math.floor(gap.percent() * 10) / 10);
        shown.put("found", gap.repair().found());
        shown.put("already", gap.repair().already());
        shown.put("missing", gap.repair().missing());
        if (gap.repair().unfilledTo() != 0) {
            shown.put("unfilled_to", Span.text(gap.repair().unfilledTo()));
        }
        if (!gap.entityIds().isEmpty()) {
            shown.put("entity_ids", gap.entityIds());
        }
        shown.put("opened_at", Timestamps.instant(gap.openedMicros()).toString());
        Long closed = gap.closedMicros();
        if (closed != null) {
            shown.put("closed_at", Timestamps.instant(closed).toString());
        }
        return shown;
    }
}
