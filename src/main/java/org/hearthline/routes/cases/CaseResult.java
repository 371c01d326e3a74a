package org.hearthline.routes.cases;

import java.util.List;

/**
 * How a case went.
 *
 * @param line of the case file, from 1
 * @param differences none when all is as expected
 */
public record CaseResult(String name, int line, List<Difference> differences) {
    public CaseResult {
        differences = List.copyOf(differences);
    }

    public boolean isOk() {
        return differences.isEmpty();
    }
}
