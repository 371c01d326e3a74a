// Asks the process each second and shows its answers. What fails is said; what is unknown is a dash.

import { byId, say } from './dom.js';
import { isPaused, markEventsOld, preparePause, showEvents } from './events.js';
import { forgetStats, showStats } from './flow.js';
import { timeOfDay } from './format.js';
import { forgetHealth, showHealth } from './health.js';
import { forgetHistory, historyPath, learnEntities, showHistory, whenChosen } from './history.js';
import { prepareKey } from './key.js';
import { forgetLetters, lettersPath, prepareLetters, showLetters } from './letters.js';
import { poll } from './poll.js';
import { forgetRoutes, prepareRoutes, routesPath, showRoutes } from './routes.js';
import { forgetBreakers, forgetGaps, forgetOutbox, gapsPath, showBreakers, showGaps, showOutbox } from './safety.js';

const SECOND = 1000;
const troubles = new Map();
const askers = [];

/** An endpoint with its own trouble: the line on top tells all of them, with the time since when. */
function watch(name, settings) {
  const ask = poll({
    ...settings,
    onAnswer: answer => {
      troubles.delete(name);
      tellTroubles();
      settings.onAnswer(answer);
    },
    onTrouble: message => {
      const since = troubles.get(name)?.since ?? Date.now();
      troubles.set(name, { message, since });
      tellTroubles();
      settings.onTrouble(message);
    },
  });
  askers.push(ask);
  return ask;
}

function tellTroubles() {
  const line = byId('trouble');
  const texts = [...troubles].map(([name, { message, since }]) => `${name} (${message}, since ${timeOfDay(since)})`);
  const away = [...troubles.values()].filter(({ message }) => message === 'no connection');
  line.hidden = texts.length === 0;
  if (away.length > 0) {
    say(line, `Hearthline has not answered since ${timeOfDay(Math.min(...away.map(({ since }) => since)))}. This page keeps trying, at least every 15 seconds.`);
  } else {
    say(line, texts.length === 0 ? '' : `Could not read: ${texts.join('; ')}. Trying again.`);
  }
}

preparePause();
prepareKey(() => askers.forEach(ask => ask()));
forgetHealth();
forgetStats();
forgetHistory('Waiting for an entity with a number.');

watch('health', { path: 'health', everyMs: SECOND, onAnswer: showHealth, onTrouble: forgetHealth });
watch('statistics', { path: 'api/v1/events/stats', everyMs: SECOND, onAnswer: showStats, onTrouble: forgetStats });
watch('outbox', { path: 'api/v1/outbox', everyMs: 2 * SECOND, onAnswer: showOutbox, onTrouble: forgetOutbox });
watch('gaps', { path: gapsPath, everyMs: 5 * SECOND, onAnswer: showGaps, onTrouble: forgetGaps });
watch('circuit breakers', { path: 'api/v1/metrics', everyMs: 2 * SECOND, onAnswer: showBreakers, onTrouble: forgetBreakers });
prepareLetters(watch('dead letters', { path: lettersPath, everyMs: 5 * SECOND, onAnswer: showLetters, onTrouble: forgetLetters }));
prepareRoutes(watch('routes', { path: routesPath, everyMs: 2 * SECOND, onAnswer: showRoutes, onTrouble: forgetRoutes }));
watch('latest events', {
  path: () => isPaused() ? null : 'api/v1/events?limit=20',
  everyMs: SECOND,
  onAnswer: answer => {
    learnEntities(answer.events ?? []);
    showEvents(answer.events ?? []);
  },
  onTrouble: markEventsOld,
});
const askHistory = watch('history', {
  path: historyPath,
  everyMs: 2 * SECOND,
  onAnswer: showHistory,
  onTrouble: why => forgetHistory(`Its events could not be read: ${why}.`),
});
whenChosen(askHistory);
