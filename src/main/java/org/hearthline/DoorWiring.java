package org.hearthline;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.Stage;
import org.hearthline.config.Version;
import org.hearthline.event.Delivery;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Place;
import org.hearthline.http.EventDoor;
import org.hearthline.storage.FlatEvent;
import org.jspecify.annotations.Nullable;

/** The beans of the stages' doors: what they read of a request, and what they answer. */
final class DoorWiring {
    private final Config config;
    private final Supplier<@Nullable Place> place;
    private final ObjLongConsumer<Delivery> delivered;
    private final Clock clock;

    /**
     * Doors of one process.
     *
     * @param place where the house stands, if that is known
     * @param delivered counts what a stage has answered, and in how many nanoseconds
     */
    DoorWiring(Config config, Supplier<@Nullable Place> place, ObjLongConsumer<Delivery> delivered, Clock clock) {
        this.config = config;
        this.place = place;
        this.delivered = delivered;
        this.clock = clock;
    }

    void bind(Registry registry) {
        bind(registry, "ingestion", Stage.INGESTION, List.of("ingestion"));
        bind(registry, "validation", Stage.VALIDATION, List.of("validation", "enrichment", "normalization"));
        bind(registry, "verdict", Stage.VALIDATION, List.of("validation"));
        bind(registry, "enrichment", Stage.ENRICHMENT, List.of("enrichment", "normalization"));
        bind(registry, "storage", Stage.STORAGE, List.of("storage"));
        registry.bind("previewAnswer", new PreviewProcessor(new FlatEvent()::flat));
    }

    /** For instance storageDoor and storageAnswer. */
    private void bind(Registry registry, String name, Stage stage, List<String> steps) {
        boolean isFirst = stage == Stage.INGESTION;
        EventParser parser = new EventParser(isFirst ? config.ingestion().deniedAttributes() : Set.of());
        String house = config.house().name();
        EventReader reader = new EventReader(stage.id(), house, stage.serviceName(), parser, clock);
        EventDoor.Service service = new EventDoor.Service(stage.serviceName(), Version.current(), steps);
        EventDoor door = new EventDoor(reader, house, place, service, clock);
        registry.bind(name + "Door", new DoorProcessor(door));
        // What comes through ingestion's door is counted when its delivery ends.
        registry.bind(name + "Answer", new AnswerProcessor(door, isFirst ? (delivery, nanos) -> {} : delivered));
    }
}
