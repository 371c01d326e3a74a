package org.hearthline.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.regex.Pattern;
import org.hearthline.config.SecretValues;

/**
 * Masks in a log line the secrets of the configuration, which {@link Logging} hands to Logback's context, and what looks like one,
 * in case a library logs an address or a header. The conversion word {@code masked} of {@link LogConfigurator}.
 */
public final class SecretMask extends CompositeConverter<ILoggingEvent> {
    /** JSON web tokens, and what stands behind the names of secrets. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(eyJ|(?:token|appid|api_?key|password)\\\\?[\"']?[=:]\\\\?[\"']?)[\\w.~+/-]{6,}=*|((?:bearer|basic) )[\\w.~+/-]{16,}=*");

    static String mask(Context context, String line) {
        return mask(
                context.getObject(SecretValues.class.getName()) instanceof SecretValues known
                        ? known.masked(line)
                        : line);
    }

    static String mask(String line) {
        return SECRET.matcher(line).replaceAll("$1$2***");
    }

    @Override
    protected String transform(ILoggingEvent event, String line) {
        return mask(getContext(), line);
    }
}
