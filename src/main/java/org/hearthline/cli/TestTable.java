package org.hearthline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.cases.CaseResult;
import org.hearthline.routes.cases.Difference;
import org.hearthline.routes.cases.TestReport;
import org.hearthline.routes.sandbox.Step;

/** Prints how cases went. */
final class TestTable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TestTable() {}

    static void print(List<TestReport> reports, PrintWriter out) {
        for (TestReport report : reports) {
            out.println(report.file());
            report.faults().forEach(fault -> out.println("  " + fault));
            report.cases().forEach(one -> print(one, out));
            if (!report.unreached().isEmpty()) {
                out.println("  Reached by no case: "
                        + report.unreached().stream().map(TestTable::place).collect(Collectors.joining(", ")));
            }
        }
        long failed = reports.stream().mapToLong(TestReport::failed).sum();
        long all = reports.stream().mapToLong(report -> report.cases().size()).sum();
        long steps = reports.stream().mapToLong(report -> report.steps().size()).sum();
        long missed =
                reports.stream().mapToLong(report -> report.unreached().size()).sum();
        out.printf("%d of %d cases ok; %d of %d steps reached%n", all - failed, all, steps - missed, steps);
    }

    private static void print(CaseResult one, PrintWriter out) {
        out.println(
                (one.isOk() ? "  ok      " : "  FAILED  ") + one.name() + (one.isOk() ? "" : ", line " + one.line()));
        for (Difference difference : one.differences()) {
            out.println("            " + difference.field());
            out.println("              expected  " + difference.expected());
            out.println("              got       " + difference.got());
        }
    }

    private static String place(Step step) {
        return step.id() + (step.line() > 0 ? " (line " + step.line() + ")" : "");
    }

    static void json(List<TestReport> reports, PrintWriter out) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode files = json.putArray("files");
        for (TestReport report : reports) {
            ObjectNode file = files.addObject().put("file", report.file());
            ArrayNode faults = file.putArray("faults");
            for (RouteFault fault : report.faults()) {
                faults.addObject()
                        .put("file", fault.file())
                        .put("line", fault.line())
                        .put("column", fault.column())
                        .put("message", fault.message());
            }
            ArrayNode cases = file.putArray("cases");
            report.cases().forEach(one -> add(one, cases));
            ArrayNode steps = file.putArray("steps");
            for (Step step : report.steps()) {
                steps.addObject().put("id", step.id()).put("line", step.line()).put("reached", step.reached());
            }
        }
        json.put("failed", reports.stream().mapToLong(TestReport::failed).sum());
        out.println(json);
    }

    private static void add(CaseResult one, ArrayNode cases) {
        ObjectNode json = cases.addObject()
                .put("name", one.name())
                .put("line", one.line())
                .put("ok", one.isOk());
        ArrayNode differences = json.putArray("differences");
        for (Difference difference : one.differences()) {
            differences
                    .addObject()
                    .put("field", difference.field())
                    .put("expected", difference.expected())
                    .put("got", difference.got());
        }
    }
}
