package org.hearthline.ha;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what has changed in the house, and asks once for all of it: changes come in bursts (a reload of 10,000 entities).
 * For the event loop.
 */
final class RegistryRefresh {
    private final Vertx vertx;
    private final Duration gather;
    private final Supplier<@Nullable Session> session;
    private final Set<RegistryKind> changed = EnumSet.noneOf(RegistryKind.class);
    private boolean configChanged;
    private boolean waiting;

    /**
     * One that has gathered nothing.
     *
     * @param session who can be asked when the time has come; null when nobody can, then what was gathered is forgotten, as
     *     the next session asks for everything
     */
    RegistryRefresh(Vertx vertx, Duration gather, Supplier<@Nullable Session> session) {
        this.vertx = vertx;
        this.gather = gather;
        this.session = session;
    }

    void changed(RegistryKind kind) {
        changed.add(kind);
        soon();
    }

    void configChanged() {
        configChanged = true;
        soon();
    }

    private void soon() {
        if (!waiting) {
            waiting = true;
            vertx.setTimer(gather.toMillis(), id -> ask());
        }
    }

    private void ask() {
        waiting = false;
        Session open = session.get();
        if (open != null) {
            if (configChanged) {
                open.questions().askConfig();
            }
            changed.forEach(open.questions()::ask);
        }
        configChanged = false;
        changed.clear();
    }
}
