package org.hearthline.routes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.hearthline.config.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what Camel threw over a file, and finds the line: Camel names the route, and often not the step. What it names
 * (a bean, an option, a placeholder) is looked for in the text, from the route's first line on.
 */
public final class FaultPlace {
    private static final Pattern MARK = Pattern.compile("line (\\d+), column (\\d+)");
    private static final Pattern UNKNOWN_PARAMETERS = Pattern.compile("Unknown parameters=\\[\\{([^=}]+)=");
    private static final Pattern NO_COMPONENT = Pattern.compile("No component found with scheme: ([\\w.+-]+)");
    private static final Pattern NO_ENTRY = Pattern.compile("in Registry with name: #?([\\w.-]+)");
    private static final Pattern NO_PROPERTY = Pattern.compile("Property with key \\[([^]]+)]");
    private static final Pattern NO_METHOD = Pattern.compile("Method with name: (\\S+) not found on bean: (\\S+)");
    private static final Pattern NO_CLASS = Pattern.compile("^[\\w.$]+$");

    private final RouteFile file;
    private final List<String> lines;
    private final Set<String> beans;

    /**
     * Of one file.
     *
     * @param beans names of those that there are, for hints
     */
    public FaultPlace(RouteFile file, Set<String> beans) {
        this.file = file;
        this.lines = file.text().lines().toList();
        this.beans = new TreeSet<>(beans);
    }

    /** What is wrong, in words, and a text that stands in the file where it is wrong. */
    private record Finding(String message, String token) {}

    /**
     * The fault that an exception is about.
     *
     * @param route whose creation failed; null when the file could not be read at all
     */
    public RouteFault of(Throwable thrown, @Nullable RouteDefinition route) {
        Finding finding = find(thrown);
        YamlTree.Place place = route == null ? mark(thrown) : YamlTree.Place.UNKNOWN;
        if (place.line() == 0) {
            place = search(finding.token, route == null ? 1 : Math.max(1, route.getLineNumber()));
        }
        if (place.line() == 0 && route != null) {
            place = new YamlTree.Place(step(thrown, route), 0);
        }
        return new RouteFault(file.name(), place.line(), place.column(), finding.message);
    }

    /** A fault about something that stands in the file as text. */
    RouteFault at(String token, int fromLine, String message) {
        YamlTree.Place place = search(token, Math.max(1, fromLine));
        int line = place.line() == 0 ? fromLine : place.line();
        return new RouteFault(file.name(), line, place.column(), message);
    }

    private Finding find(Throwable thrown) {
        Finding found = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            Finding one = known(cause);
            if (one != null) {
                found = one;
            }
        }
        return found == null ? new Finding(innermost(thrown), "") : found;
    }

    private @Nullable Finding known(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof InterruptedException) {
            return new Finding(
                    "It waits for something that does not come, and was cut off: look at what its beans do when they are made",
                    "initMethod");
        }
        if (cause instanceof NoSuchBeanException bean) {
            return new Finding("There is no bean '" + bean.getName() + "'" + near(bean.getName()), bean.getName());
        }
        if (cause instanceof NoSuchLanguageException language) {
            return new Finding("There is no language '" + language.getLanguage() + "'", language.getLanguage());
        }
        if (cause instanceof SimpleIllegalSyntaxException simple) {
            return new Finding("Simple cannot be read: " + firstLine(message), String.valueOf(simple.getExpression()));
        }
        if (cause instanceof ClassNotFoundException && NO_CLASS.matcher(message).matches()) {
            return new Finding("There is no class " + message + ". Is its jar in lib-ext?", message);
        }
        if (cause instanceof NoSuchEndpointException endpoint) {
            return noComponent(String.valueOf(endpoint.getUri()).replaceFirst(":.*", ""));
        }
        return cause instanceof ResolveEndpointFailedException endpoint ? endpoint(endpoint) : byWords(message);
    }

    private static Finding noComponent(String scheme) {
        return new Finding(
                "There is no component '" + scheme + "' here. If it is one of Camel's, its jar belongs into lib-ext",
                scheme + ":");
    }

    private @Nullable Finding byWords(String message) {
        Matcher entry = NO_ENTRY.matcher(message);
        if (entry.find()) {
            String name = entry.group(1);
            return new Finding("There is no bean '" + name + "'" + near(name), name);
        }
        Matcher property = NO_PROPERTY.matcher(message);
        if (property.find()) {
            String key = property.group(1);
            return new Finding("Nothing is set for {{" + key + "}}", "{{" + key);
        }
        Matcher method = NO_METHOD.matcher(message);
        return method.find() ? new Finding("The bean has no method '" + method.group(1) + "'", method.group(1)) : null;
    }

    private static Finding endpoint(ResolveEndpointFailedException endpoint) {
        String message = String.valueOf(endpoint.getMessage());
        String scheme = String.valueOf(endpoint.getUri()).replaceFirst(":.*", "");
        Matcher component = NO_COMPONENT.matcher(message);
        if (component.find()) {
            return noComponent(component.group(1));
        }
        Matcher option = UNKNOWN_PARAMETERS.matcher(message);
        if (option.find()) {
            return new Finding("Endpoint " + scheme + ": has no option '" + option.group(1) + "'", option.group(1));
        }
        return new Finding("Endpoint " + scheme + ": " + innermost(endpoint), scheme + ":");
    }

    private String near(String name) {
        return Spelling.nearest(name, beans)
                .map(found -> ": did you mean '" + found + "'?")
                .orElse("");
    }

    static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return firstLine(message);
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(text);
    }

    private YamlTree.Place mark(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            Matcher mark = MARK.matcher(String.valueOf(cause.getMessage()));
            if (mark.find()) {
                return new YamlTree.Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
            }
        }
        return YamlTree.Place.UNKNOWN;
    }

    private YamlTree.Place search(String token, int fromLine) {
        for (int i = token.isEmpty() ? lines.size() : fromLine - 1; i < lines.size(); i++) {
            int at = lines.get(i).strip().startsWith("#") ? -1 : lines.get(i).indexOf(token);
            if (at >= 0) {
                return new YamlTree.Place(i + 1, at + 1);
            }
        }
        return YamlTree.Place.UNKNOWN;
    }

    /** The step that Camel's message quotes, else the route. */
    private int step(Throwable thrown, RouteDefinition route) {
        String message = String.valueOf(thrown.getMessage());
        RouteLines ids = RouteLines.of(file);
        for (ProcessorDefinition<?> step : RouteGraph.steps(route)) {
            if (step.getLineNumber() > 0 && message.contains(">>> " + step + " <<<")) {
                return ids.first(String.valueOf(step.getId()), step.getLineNumber());
            }
        }
        return ids.first(String.valueOf(route.getRouteId()), route.getLineNumber());
    }
}
