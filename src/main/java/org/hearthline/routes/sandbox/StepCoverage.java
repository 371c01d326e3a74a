package org.hearthline.routes.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes which steps of the file were reached. Once it is over, no step does anything: so a loop ends that has no end. */
final class StepCoverage implements InterceptStrategy {
    private final String location;
    private final List<String> lines;
    private final BooleanSupplier over;
    private final Map<NamedNode, Boolean> steps = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Of one file.
     *
     * @param location of the file, as its steps name it
     * @param text of the file
     * @param over asked before each step
     */
    StepCoverage(String location, String text, BooleanSupplier over) {
        this.location = location;
        this.lines = text.lines().toList();
        this.over = over;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        boolean own = location.equals(step.getLocation());
        if (own) {
            steps.put(step, false);
        }
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                if (over.getAsBoolean()) {
                    exchange.setRouteStop(true);
                    callback.done(true);
                    return true;
                }
                if (own) {
                    steps.put(step, true);
                }
                return super.process(exchange, callback);
            }
        };
    }

    /** Where the id stands; Camel's own number is one less where a step is written on one line. */
    private int line(NamedNode node) {
        Pattern id = Pattern.compile("\\bid:\\s*[\"']?" + Pattern.quote(node.getId()) + "[\"']?(?=[\\s,}]|$)");
        for (int i = 0; i < lines.size(); i++) {
            if (id.matcher(lines.get(i)).find()) {
                return i + 1;
            }
        }
        return Math.max(0, node.getLineNumber());
    }

    /** Every step of the file, in the file's order. */
    List<Step> steps() {
        Set<String> reached = ConcurrentHashMap.newKeySet();
        List<Step> all = new ArrayList<>();
        synchronized (steps) {
            steps.forEach((node, was) -> {
                if (was) {
                    reached.add(node.getId());
                }
                all.add(new Step(node.getId(), line(node), was));
            });
        }
        all.removeIf(step -> !step.reached() && reached.contains(step.id()));
        all.sort(Comparator.comparingInt(Step::line).thenComparing(Step::id));
        return List.copyOf(all);
    }
}
