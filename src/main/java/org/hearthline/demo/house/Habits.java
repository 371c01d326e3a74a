package org.hearthline.demo.house;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What people do with the house: the door when one comes or goes, windows, the blind, music. Their doings carry their user;
 * the camera's token and the cover's picture are what a pipeline must not store.
 */
final class Habits implements Thing {
    private static final List<String> SONGS =
            List.of("Clair de lune", "Für Elise", "さくらさくら", "Gymnopédie No. 1", "Sjösalavals");
    private static final double CAMERA_TOKEN_SECONDS = 5 * 60;

    private final House house;
    private final HouseTime time;
    private final List<Resident> residents;
    private final RandomGenerator random;
    private long home = -1;
    private double doorClosesAt;
    private double kitchenWindowClosesAt;
    private double songEnds;
    private int song;
    private double tokenUntil;
    private boolean blindDown;

    Habits(House house, HouseTime time, List<Resident> residents, RandomGenerator random) {
        this.house = house;
        this.time = time;
        this.residents = residents;
        this.random = random;
    }

    @Override
    public void live(Moment moment) {
        List<Resident> present = residents.stream().filter(Resident::isHome).toList();
        comeAndGo(moment, present);
        air(moment, present.size());
        listen(moment, present);
        lowerBlind(moment, present);
        film(moment);
    }

    private void comeAndGo(Moment moment, List<Resident> present) {
        if (home >= 0 && present.size() != home) {
            doorClosesAt = moment.now() + 90;
        }
        home = present.size();
        boolean open = moment.now() < doorClosesAt;
        house.say("binary_sensor.front_door", open ? "on" : "off");
        house.say("lock.front_door", home > 0 || open ? "unlocked" : "locked");
        JsonArray persons =
                new JsonArray(present.stream().map(Resident::personId).toList());
        house.say("zone.home", String.valueOf(home), Map.of("persons", persons));
    }

    private void air(Moment moment, int atHome) {
        if (atHome > 0 && moment.hour() > 7 && random.nextDouble() < moment.chance(3 * 3600)) {
            kitchenWindowClosesAt = moment.now() + 12 * 60;
        }
        house.say("binary_sensor.kitchen_window", moment.now() < kitchenWindowClosesAt ? "on" : "off");
        house.say("binary_sensor.bedroom_window", moment.hour() > 7 && moment.hour() < 7.6 ? "on" : "off");
    }

    private void listen(Moment moment, List<Resident> present) {
        boolean wanted = !present.isEmpty() && moment.hour() > 7 && moment.hour() < 22;
        if (!wanted) {
            house.say("media_player.living_room", "idle", Map.of("volume_level", 0.25));
            songEnds = 0;
        } else if (moment.now() >= songEnds) {
            song = (song + 1) % SONGS.size();
            songEnds = moment.now() + 25 * 60;
            play(moment, house.contexts().by(present.get(0).userId()));
        }
    }

    private void play(Moment moment, Context context) {
        JsonObject call = new JsonObject()
                .put("domain", "media_player")
                .put("service", "media_next_track")
                .put("service_data", new JsonObject().put("entity_id", JsonArray.of("media_player.living_room")));
        house.fire("call_service", call, context);
        Map<String, @Nullable Object> player = new LinkedHashMap<>();
        player.put("volume_level", 0.25);
        player.put("media_content_type", "music");
        player.put("media_title", SONGS.get(song));
        player.put("media_duration", 1500);
        player.put("media_position", 0);
        player.put("media_position_updated_at", Stamp.of(time.at(moment.now())).iso());
        player.put("entity_picture", "/api/media_player_proxy/media_player.living_room?token=" + token());
        house.say("media_player.living_room", "playing", player, context);
    }

    private void lowerBlind(Moment moment, List<Resident> present) {
        boolean wanted = moment.sky().isNight();
        if (wanted != blindDown || house.state("cover.living_room_blind").isEmpty()) {
            blindDown = wanted;
            Context context = present.isEmpty()
                    ? house.contexts().fresh()
                    : house.contexts().by(present.get(0).userId());
            house.say(
                    "cover.living_room_blind",
                    blindDown ? "closed" : "open",
                    Map.of("is_closed", blindDown, "current_position", blindDown ? 0 : 100),
                    context);
        }
    }

    /** Its token is a new one every five real minutes, as in Home Assistant. */
    private void film(Moment moment) {
        if (time.real(moment.now()) >= tokenUntil) {
            tokenUntil = time.real(moment.now()) + CAMERA_TOKEN_SECONDS;
            String token = token();
            house.say(
                    "camera.front_door",
                    "idle",
                    Map.of(
                            "access_token",
                            token,
                            "entity_picture",
                            "/api/camera_proxy/camera.front_door?token=" + token));
        }
    }

    private String token() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            token.append(String.format("%08x", random.nextInt()));
        }
        return token.toString();
    }
}
