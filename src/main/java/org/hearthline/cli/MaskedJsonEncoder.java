package org.hearthline.cli;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** One JSON object per line, with secrets masked as by {@link SecretMask}. */
public final class MaskedJsonEncoder extends JsonEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8);
        return SecretMask.mask(getContext(), line).getBytes(StandardCharsets.UTF_8);
    }
}
