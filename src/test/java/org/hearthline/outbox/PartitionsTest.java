package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-00000000000a");

    @Test
    void entitiesSpreadEvenlyOverEveryNumberOfPartitions() {
        for (int count = 1; count <= 16; count++) {
            Partitions partitions = new Partitions(count);
            int[] entities = new int[count];
            for (int i = 0; i < 4096; i++) {
                entities[partitions.of(SampleEvents.removal("sensor.number_" + i))]++;
            }
            assertThat(IntStream.of(entities).min().orElseThrow())
                    .as("of %s", count)
                    .isGreaterThan(4096 / count / 2);
        }
    }

    @Test
    void eventsWithoutEntityShareAPartition() {
        Partitions partitions = new Partitions(5);

        assertThat(partitions.of(SampleEvents.fired("a", "{}")))
                .isEqualTo(partitions.of(SampleEvents.fired("b", "{\"x\":1}")));
    }

    @Test
    void partsTogetherAreTheFrameInItsOrder() {
        List<Event> events = IntStream.range(0, 40)
                .mapToObj(i -> SampleEvents.temperature("sensor.s" + i % 9, Integer.toString(i)))
                .toList();

        List<Partitions.Part> parts = new Partitions(3).split(Frame.of(ID, "home", null, events));

        assertThat(parts).hasSizeBetween(2, 3);
        assertThat(parts.stream().flatMap(part -> part.frame().events().stream()))
                .containsExactlyInAnyOrderElementsOf(events);
        for (Partitions.Part part : parts) {
            assertThat(part.frame().events())
                    .isEqualTo(events.stream()
                            .filter(event -> new Partitions(3).of(event) == part.partition())
                            .toList());
        }
    }

    @Test
    void onlyTheSameEventsUnderTheSameIdAreTheSameParts() {
        Partitions two = new Partitions(2);
        List<Event> events = List.of(SampleEvents.temperature("sensor.a", "1"), SampleEvents.removal("sensor.b"));
        List<Event> others = List.of(SampleEvents.temperature("sensor.a", "2"), SampleEvents.removal("sensor.b"));

        assertThat(ids(two, ID, events)).isEqualTo(ids(two, ID, events)).doesNotHaveDuplicates();
        assertThat(ids(two, ID, events)).isNotEqualTo(ids(two, ID, others));
        assertThat(ids(two, ID, events)).doesNotContainAnyElementsOf(ids(two, UUID.randomUUID(), events));
        assertThat(ids(new Partitions(1), ID, events)).isEqualTo(ids(new Partitions(1), ID, events));
    }

    private static List<UUID> ids(Partitions partitions, UUID id, List<Event> events) {
        return partitions.split(Frame.of(id, "home", null, events)).stream()
                .map(part -> part.frame().id())
                .toList();
    }
}
