package org.hearthline.routes;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.hearthline.config.Spelling;
import org.hearthline.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Names within {@code ${...}} that Simple looks up only when an event comes: functions around others, and what is read of an
 * event. Where it is not sure, it says nothing.
 */
final class SimpleRules {
    private static final Pattern ACCESSOR = Pattern.compile("\\$\\{body\\??\\.(\\w+)");
    private static final Pattern FUNCTION = Pattern.compile("^([a-zA-Z]\\w*)\\(");
    private static final String UNKNOWN = "Unknown function";

    /** With nothing, one, two or three of what it takes: one that is there knows one of these. */
    private static final List<String> CALLS = List.of("${%s()}", "${%s(1)}", "${%s(1,1)}", "${%s(1,1,1)}", "${%s}");

    /** Steps that leave the body as it is. */
    private static final List<Class<?>> HARMLESS = List.of(
            FilterDefinition.class,
            ChoiceDefinition.class,
            SetVariableDefinition.class,
            SetVariablesDefinition.class,
            SetHeaderDefinition.class,
            SetHeadersDefinition.class,
            SetPropertyDefinition.class,
            RemoveHeaderDefinition.class,
            RemoveHeadersDefinition.class,
            RemovePropertyDefinition.class,
            RemoveVariableDefinition.class,
            LogDefinition.class,
            DelayDefinition.class,
            ValidateDefinition.class,
            WireTapDefinition.class,
            StopDefinition.class,
            ThrowExceptionDefinition.class);

    /** Beans of the packaged files that answer an event, or nothing. */
    private static final Set<String> EVENTS = Set.of("rules", "normaliser");

    private final CamelContext camel;
    private final FaultPlace place;
    private final List<RouteFault> faults = new ArrayList<>();

    SimpleRules(CamelContext camel, FaultPlace place) {
        this.camel = camel;
        this.place = place;
    }

    /** Of one route. */
    List<RouteFault> check(RouteDefinition route) {
        for (ProcessorDefinition<?> step : StepTree.all(StepTree.of(route))) {
            texts(step).forEach(text -> functions(text, step));
            StepTree.frameSplit(step)
                    .filter(SimpleRules::isOverEvents)
                    .ifPresent(split -> accessors(StepTree.within(split)));
        }
        return faults;
    }

    private static boolean isOverEvents(SplitDefinition split) {
        ExpressionDefinition over = split.getExpressionType();
        return over != null
                && "simple".equals(over.getLanguage())
                && Set.of("${body}", "${body.events}").contains(over.getExpression());
    }

    /** Answers whether the body is still the event afterwards. */
    private boolean accessors(List<ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition<?> step : steps) {
            texts(step)
                    .forEach(text -> ACCESSOR.matcher(text).results().forEach(found -> accessor(found.group(1), step)));
            boolean same = HARMLESS.contains(step.getClass())
                    || (step instanceof BeanDefinition bean && EVENTS.contains(String.valueOf(bean.getRef())));
            if (!same || !accessors(StepTree.within(step))) {
                return false;
            }
        }
        return true;
    }

    private void accessor(String name, ProcessorDefinition<?> step) {
        Set<String> names = new TreeSet<>();
        for (Method method : Event.class.getMethods()) {
            String known = method.getName();
            String shorthand = known.replaceFirst("^(get|is)(?=[A-Z])", "").toLowerCase(Locale.ROOT);
            if (known.equals(name)
                    || (known.length() > shorthand.length() && shorthand.equals(name.toLowerCase(Locale.ROOT)))) {
                return;
            }
            if (method.getDeclaringClass() == Event.class && method.getParameterCount() == 0) {
                names.add(known);
            }
        }
        fault(
                "body." + name,
                step,
                "An event has no '" + name + "'"
                        + Spelling.nearest(name, names)
                                .map(near -> ": did you mean '" + near + "'?")
                                .orElse(""));
    }

    private void fault(String token, ProcessorDefinition<?> step, String message) {
        faults.add(place.at(token, Math.max(1, step.getLineNumber()), message));
    }

    /** Simple reads what is within another {@code ${...}}, and what is around it, only when an event comes. */
    private void functions(String text, ProcessorDefinition<?> step) {
        if (text.contains("\\$") || text.contains("{{")) {
            return;
        }
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
            Matcher function = FUNCTION.matcher(text.substring(at + 2));
            if (function.find() && isUnknown(function.group(1))) {
                String name = function.group(1);
                fault("${" + name + "(", step, "Simple has no function '" + name + "'");
            }
        }
    }

    private boolean isUnknown(String function) {
        return CALLS.stream().allMatch(call -> isRefused(call.formatted(function)));
    }

    private boolean isRefused(String text) {
        try {
            camel.resolveLanguage("simple").createExpression(text);
            return false;
        } catch (RuntimeException e) { // whatever else is wrong with it: the function is there
            return String.valueOf(e.getMessage()).contains(UNKNOWN);
        }
    }

    /** What of a step Simple reads. */
    private static List<String> texts(ProcessorDefinition<?> step) {
        List<String> texts = new ArrayList<>();
        if (step instanceof HasExpressionType one) {
            add(one.getExpressionType(), texts);
        }
        if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                add(when.getExpressionType(), texts);
            }
        }
        if (step instanceof LogDefinition log && log.getMessage() != null && log.getLogLanguage() == null) {
            texts.add(log.getMessage());
        }
        if (step instanceof ThrowExceptionDefinition thrown && thrown.getMessage() != null) {
            texts.add(thrown.getMessage());
        }
        if (step instanceof BeanDefinition bean && bean.getMethod() != null) {
            texts.add(bean.getMethod());
        }
        return texts;
    }

    private static void add(@Nullable ExpressionDefinition expression, List<String> texts) {
        if (expression != null && "simple".equals(expression.getLanguage()) && expression.getExpression() != null) {
            texts.add(expression.getExpression());
        }
    }
}
