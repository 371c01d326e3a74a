package org.hearthline.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hearthline.routes.RouteFile.Origin;

/**
 * What runs and what does not, as the API tells it. Immutable.
 *
 * @param running what runs
 * @param making names of the files that make routes, wherever those belong; asked for when somebody asks for the status
 * @param loaded when each own file was loaded last, by name
 * @param faults what is wrong with files that do not run as they are on disk
 */
record RouteFilesReport(
        RouteSet running, Supplier<Set<String>> making, Map<String, Instant> loaded, List<RouteFault> faults) {
    RouteFilesReport {
        loaded = Map.copyOf(loaded);
        faults = List.copyOf(faults);
    }

    /**
     * {@code GET /api/v1/routes/status}.
     *
     * @param isHere whether a location has a route in this process
     */
    Map<String, Object> status(boolean reload, String folder, Predicate<String> isHere) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("reload", reload);
        report.put("folder", folder);
        List<Map<String, Object>> files = new ArrayList<>();
        names().forEach(name ->
                files.add(file(name, hasFault(name) ? "broken" : isIdle(name, isHere) ? "not here" : "running")));
        report.put("files", files);
        return report;
    }

    /** All that it makes belongs to stages that run elsewhere, or to what is switched off. */
    private boolean isIdle(String name, Predicate<String> isHere) {
        return making.get().contains(name) && !isHere.test(running.file(name).location());
    }

    /**
     * {@code POST /api/v1/routes/reload}: own files, and those that were.
     *
     * @param before what ran before it
     * @param swapped what was loaded anew
     */
    Map<String, Object> reloaded(RouteFilesReport before, Set<String> swapped) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("success", true);
        List<Map<String, Object>> files = new ArrayList<>();
        Set<String> names = new TreeSet<>(names());
        names.addAll(before.running.files().keySet());
        for (String name : names) {
            String state = state(name, before, swapped);
            if (!state.equals("unchanged") || isOwn(name)) {
                files.add(file(name, state));
            }
        }
        report.put("files", files);
        return report;
    }

    private String state(String name, RouteFilesReport before, Set<String> swapped) {
        if (hasFault(name)) {
            return "broken";
        }
        RouteFile now = running.files().get(name);
        RouteFile was = before.running.files().get(name);
        boolean gone = was != null && was.origin() == Origin.USER && (now == null || now.origin() == Origin.PACKAGED);
        if (gone) {
            return "removed";
        }
        return swapped.contains(name) ? "loaded" : "unchanged";
    }

    private boolean isOwn(String name) {
        RouteFile file = running.files().get(name);
        return file == null || file.origin() == Origin.USER;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(running.files().keySet());
        faults.forEach(fault -> names.add(fault.file()));
        return names;
    }

    private boolean hasFault(String name) {
        return faults.stream().anyMatch(fault -> fault.file().equals(name));
    }

    private Map<String, Object> file(String name, String state) {
        Map<String, Object> described = new LinkedHashMap<>();
        RouteFile file = running.files().get(name);
        Origin origin = file == null || hasFault(name) ? Origin.USER : file.origin();
        described.put("name", name);
        described.put("origin", origin.name().toLowerCase(Locale.ROOT));
        described.put("state", state);
        Instant at = loaded.get(name);
        if (at != null) {
            described.put("loaded_at", at.toString());
        }
        if (origin == Origin.USER) {
            described.put(
                    "replaces_packaged",
                    RouteFolder.packaged().stream()
                            .anyMatch(packaged -> packaged.name().equals(name)));
        }
        described.put(
                "faults",
                faults.stream()
                        .filter(fault -> fault.file().equals(name))
                        .map(RouteFilesReport::fault)
                        .toList());
        return described;
    }

    private static Map<String, Object> fault(RouteFault fault) {
        Map<String, Object> described = new TreeMap<>();
        described.put("file", fault.file());
        described.put("message", fault.message());
        if (fault.line() > 0) {
            described.put("line", fault.line());
        }
        if (fault.column() > 0) {
            described.put("column", fault.column());
        }
        return described;
    }
}
