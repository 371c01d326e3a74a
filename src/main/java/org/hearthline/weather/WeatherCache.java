package org.hearthline.weather;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.hearthline.event.Causes;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.Place;
import org.hearthline.health.Dependency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weather at each place that anybody asks for. A reader gets an answer within {@link WeatherTimes#patience()}, whatever the source
 * does, and never an exception. Any thread.
 *
 * <pre>
 * nothing known ──ask──▶ FRESH ──fresh──▶ ask again ──▶ FRESH
 *      │                                     │ fails or is slow
 *      │ fails or is slow                    ▼
 *      └────▶ UNAVAILABLE ◀────stale──── STALE          both: ask again after retry
 * </pre>
 *
 * The source is asked in the background, by one request per place at a time; an answer that comes after its reader has
 * gone is there for the next one.
 */
public final class WeatherCache {
    private static final Logger LOG = LoggerFactory.getLogger(WeatherCache.class);
    private static final int PLACES = 1000;

    private final WeatherSource source;
    private final WeatherTimes times;
    private final WeatherListener listener;
    private final Executor executor;
    private final WeatherHealth health;
    private final AsyncLoadingCache<String, Observation> answers;
    private final Cache<String, Observation> lastGood;
    private final Set<String> underway = ConcurrentHashMap.newKeySet();

    /**
     * Asks nobody yet.
     *
     * @param executor asks the source; must not run it on the caller's thread. One that is closed means: no weather
     * @param ticker for what is fresh and stale; {@link Ticker#systemTicker()} does not mind a clock that is set
     * @param clock for the health's {@code since}
     */
    public WeatherCache(
            WeatherSource source,
            WeatherTimes times,
            WeatherListener listener,
            Executor executor,
            Ticker ticker,
            Clock clock) {
        this.source = source;
        this.times = times;
        this.listener = listener;
        this.executor = executor;
        this.health = new WeatherHealth(source.name(), clock);
        this.lastGood = Caffeine.newBuilder()
                .maximumSize(PLACES)
                .ticker(ticker)
                .expireAfterWrite(times.stale())
                .build();
        this.answers = Caffeine.newBuilder()
                .maximumSize(PLACES)
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .expireAfter(Expiry.<String, Observation>writing(
                        (place, answer) -> answer.availability() == Availability.FRESH ? times.fresh() : times.retry()))
                .buildAsync((place, upkeep) -> load(place));
    }

    /** What {@code caffeine-loadcache:weatherCache} reads, by {@link WeatherPlaces#around}: Camel's keys are text. */
    public LoadingCache<String, Observation> answers() {
        return answers.synchronous();
    }

    /**
     * What each place would be answered now, without asking anybody; by the place's text.
     */
    public Map<String, Observation> places() {
        return new TreeMap<>(answers.synchronous().asMap());
    }

    /** The source, as seen from here. */
    public Dependency health() {
        return health;
    }

    private CompletableFuture<Observation> load(String place) {
        Observation meanwhile = meanwhile(place);
        if (!underway.add(place)) {
            return CompletableFuture.completedFuture(meanwhile);
        }
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> ask(place, answer));
        } catch (RejectedExecutionException e) {
            underway.remove(place);
            return CompletableFuture.completedFuture(meanwhile);
        }
        return answer.completeOnTimeout(meanwhile, times.patience().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ask(String place, CompletableFuture<Observation> answer) {
        Observation observation;
        try {
            Observation fetched = source.fetch(Place.parse(place));
            // A stage in another process may itself only have what it knew before: that is asked for again soon.
            observation = fetched.availability() == Availability.STALE ? fetched : fetched.as(Availability.FRESH);
            lastGood.put(place, observation);
            health.worked();
        } catch (RuntimeException e) { // whatever the source throws, a reader must not see it
            health.failed(Reasons.of(e));
            observation = meanwhile(place);
        } finally {
            underway.remove(place);
        }
        if (!answer.complete(observation)) {
            answers.synchronous().put(place, observation);
        }
        if (observation.availability() == Availability.FRESH) {
            tell(place, observation);
        }
    }

    private Observation meanwhile(String place) {
        Observation known = lastGood.getIfPresent(place);
        return known == null ? Observation.unavailable(source.name()) : known.as(Availability.STALE);
    }

    private void tell(String place, Observation observation) {
        try {
            listener.observed(Place.parse(place), observation);
        } catch (RuntimeException e) { // the observation is good, whoever cannot take it
            LOG.atWarn()
                    .addKeyValue("source", source.name())
                    .addKeyValue("reason", Causes.message(e.getCause() == null ? e : e.getCause()))
                    .log("A weather observation could not be handed on");
        }
    }
}
