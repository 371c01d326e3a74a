package org.hearthline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Replays or purges, a part at a time, and says how far it is. */
final class LetterWork {
    private static final int PART = 5_000;
    private static final String PATH = "/api/v1/dead-letters";

    private final ApiClient api;
    private final LetterChoice choice;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    LetterWork(ApiClient api, LetterChoice choice, CommandLine command, boolean json) {
        this.api = api;
        this.choice = choice;
        this.out = command.getOut();
        this.err = command.getErr();
        this.json = json;
    }

    /** Asks on a terminal; where there is none, nobody can say yes. */
    boolean isConfirmed(@Nullable Console console) throws InterruptedException {
        long letters = total();
        if (console == null) {
            err.println("This would delete " + letters + " dead letters for ever: say so with --yes.");
            return false;
        }
        String answer = console.readLine("Delete %d dead letters for ever? [y/N] ", letters);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Does it; false when letters are left that should have gone. */
    boolean run(String method, String path, String done) throws InterruptedException {
        long total = total();
        long moved = 0;
        long left = 0;
        ObjectNode body = choice.body();
        if (!choice.isByIds()) {
            body.put("limit", PART);
            newest().ifPresent(number -> body.put("up_to", number));
        }
        for (boolean goesOn = true; goesOn; ) {
            JsonNode answer = api.ask(method, path, body);
            moved += answer.path(done).asLong();
            left += answer.path("not_replayed").asLong();
            explain(answer);
            String next = answer.path("next").asText("");
            goesOn = !next.isEmpty() && !next.equals("null");
            if (goesOn) {
                body.put("after", next);
                err.printf("%d of %d%n", moved + left, total);
            }
        }
        say(done, moved, left);
        return left == 0 && (!choice.isByIds() || moved == choice.ids());
    }

    private void explain(JsonNode answer) {
        for (JsonNode one : answer.path("reasons")) {
            err.println(
                    one.path("id").asText() + " stays. " + one.path("reason").asText());
        }
    }

    private void say(String done, long moved, long left) {
        if (json) {
            out.println(JsonNodeFactory.instance
                    .objectNode()
                    .put(done, moved)
                    .put("left", left)
                    .toString());
        } else {
            out.println(moved + " dead letters " + done + (left == 0 ? "." : ", " + left + " stay."));
            if (choice.isByIds() && moved + left < choice.ids()) {
                out.println(choice.ids() - moved - left + " of the ids are nobody's: hearthline dead-letters list");
            }
        }
        out.flush();
    }

    private long total() throws InterruptedException {
        return choice.isByIds()
                ? choice.ids()
                : api.ask("GET", PATH + "?limit=1" + choice.query(), null)
                        .path("total")
                        .asLong();
    }

    /** What is written meanwhile is not meant. */
    private Optional<String> newest() throws InterruptedException {
        JsonNode page = api.ask("GET", PATH + "?limit=1" + choice.query(), null);
        return Optional.of(page.at("/dead_letters/0/id").asText()).filter(id -> !id.isEmpty());
    }
}
