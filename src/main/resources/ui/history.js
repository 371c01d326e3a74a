// The chart of one entity, chosen from those that were seen with a number.

import { draw } from './chart.js';
import { byId, el, say } from './dom.js';
import { UNKNOWN, count, decimal, millis } from './format.js';

const LIMIT = 200;
const FAVOURITES = ['power', 'temperature'];
const options = new Map();
let onChoice = () => {};
let chosenByHand = false;

export function whenChosen(listener) {
  onChoice = listener;
  byId('entity').addEventListener('change', () => {
    chosenByHand = true;
    forgetHistory('Asking for its events.');
    onChoice();
  });
}

/** The path to ask, or null while no entity is known. */
export function historyPath() {
  const entity = byId('entity').value;
  return options.has(entity) ? `api/v1/events?entity_id=${encodeURIComponent(entity)}&limit=${LIMIT}` : null;
}

/** Takes note of entities with numbers; the first with a unit that people know is shown until somebody chooses. */
export function learnEntities(events) {
  for (const event of events) {
    if (event.entity_id && Number.isFinite(event.value) && event.unit && !options.has(event.entity_id)) addOption(event);
  }
  if (options.size > 0 && !chosenByHand) {
    const ids = [...options.keys()];
    const best = FAVOURITES.map(kind => ids.find(id => options.get(id) === kind)).find(Boolean) ?? ids[0];
    chosenByHand = true;
    choose(best);
  }
}

/** Shows this entity, when it has numbers. */
export function choose(entityId) {
  if (!options.has(entityId)) return;
  chosenByHand = true;
  byId('entity').value = entityId;
  forgetHistory('Asking for its events.');
  onChoice();
}

export function isChoosable(entityId) {
  return options.has(entityId);
}

export function showHistory(answer) {
  const events = (answer.events ?? []).filter(event => Number.isFinite(millis(event.timestamp))).reverse();
  const points = events.map(event => ({ time: millis(event.timestamp), value: Number.isFinite(event.value) ? event.value : null }));
  const newest = events.at(-1), numbers = points.filter(point => point.value !== null);
  if (numbers.length === 0) return forgetHistory('Nothing with a number is stored of it.');
  const unit = events.findLast(event => event.unit)?.unit ?? '';
  const title = newest.friendly_name ?? newest.entity_id;
  draw(byId('value-chart'), { points, unit, from: points[0].time, to: Math.max(points[0].time + 1000, points.at(-1).time), title });
  say(byId('value-now'), Number.isFinite(newest.value) ? decimal(newest.value) : newest.state ?? UNKNOWN);
  say(byId('value-unit'), Number.isFinite(newest.value) ? unit : '');
  say(byId('value-note'), points.length === 1 ? `The only stored event of ${newest.entity_id} so far.` : `The last ${count(points.length)} stored events of ${newest.entity_id}.`);
}

export function forgetHistory(why) {
  byId('value-chart').replaceChildren(el('p', { class: 'empty' }, why));
  say(byId('value-now'), UNKNOWN);
  say(byId('value-unit'), '');
  say(byId('value-note'), '');
}

function addOption(event) {
  const select = byId('entity'), name = event.friendly_name ?? event.entity_id;
  if (options.size === 0) {
    select.replaceChildren();
    select.disabled = false;
  }
  options.set(event.entity_id, event.device_class ?? '');
  const option = el('option', { value: event.entity_id }, name);
  const next = [...select.options].find(other => other.textContent.localeCompare(name) > 0);
  select.insertBefore(option, next ?? null);
}
