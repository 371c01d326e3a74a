package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route from {@code ha:history} and its one thread. */
final class HaHistoryConsumerTest {
    private static final HaBatch BATCH = new HaBatch(
            UUID.randomUUID(),
            List.of(SampleEvents.temperature("sensor.a", "21").data()),
            1,
            List.of());

    private final CamelContext camel = new DefaultCamelContext();
    private final List<HaBatch> batches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        camel.close();
    }

    @Test
    void handsBatchesToTheRouteAndSaysWhetherItTookThem() throws Exception {
        List<Boolean> outcomes = new CopyOnWriteArrayList<>();
        failing.set(true);
        start(sink -> {
            outcomes.add(sink.take(BATCH));
            failing.set(false);
            outcomes.add(sink.take(BATCH));
            never.await();
        });
        await().until(() -> outcomes.size() == 2);
        assertThat(outcomes).containsExactly(false, true);
        assertThat(batches).containsExactly(BATCH);
    }

    @Test
    void aStopInterruptsTheWorkAndLeavesNoThreadBehind() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch working = new CountDownLatch(1);
        start(sink -> {
            working.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        working.await();
        camel.getRouteController().stopRoute("repair");
        assertThat(interrupted).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("ha-history"));
    }

    @Test
    void workThatBreaksOffBeginsAnew() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        start(sink -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("Broken");
            }
            sink.take(BATCH);
            never.await();
        });
        await().until(() -> batches.size() == 1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void worksAgainAfterTheRouteWasStopped() throws Exception {
        start(sink -> {
            sink.take(BATCH);
            never.await();
        });
        await().until(() -> batches.size() == 1);
        camel.getRouteController().stopRoute("repair");
        camel.getRouteController().startRoute("repair");
        await().until(() -> batches.size() == 2);
    }

    @Test
    void asksForItsWork() {
        assertThatThrownBy(() -> start("ha:history")).hasStackTraceContaining("work is missing");
    }

    private void start(HistoryWork work) throws Exception {
        camel.getRegistry().bind("gapRepair", work);
        start("ha:history?work=#gapRepair");
    }

    private void start(String uri) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("repair").process(exchange -> {
                    if (failing.get()) {
                        throw new IllegalStateException("The outbox takes nothing");
                    }
                    batches.add(exchange.getMessage().getBody(HaBatch.class));
                });
            }
        });
        camel.start();
    }
}
