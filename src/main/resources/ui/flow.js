// The counters with their equation, and the rate: both straight from the process, the rate's past measured by this page.

import { draw } from './chart.js';
import { byId, el, say } from './dom.js';
import { UNKNOWN, count, decimal, duration } from './format.js';
import { forgetStages, showStages } from './safety.js';

const PARTS = ['stored', 'rejected', 'filtered', 'in_outbox'];
const KEPT_MS = 5 * 60_000;
const SHORTEST_AXIS_MS = 60_000;
const LONGEST_SPAN_MS = 5_000;

const rates = [];
let last = null;

export function showStats(stats) {
  for (const name of ['received', ...PARTS]) say(byId(name.replace('_', '-')), count(stats[name]));
  say(byId('flow-note'), balance(stats));
  showStages(stats);
  say(byId('rate-now'), decimal(stats.events_per_second, 1));
  measure(stats.received);
  drawRates();
}

/** Nobody answers: the counters are unknown, and the rate has a gap. */
export function forgetStats() {
  for (const name of ['received', ...PARTS]) say(byId(name.replace('_', '-')), UNKNOWN);
  say(byId('flow-note'), '');
  forgetStages();
  say(byId('rate-now'), UNKNOWN);
  breakLine();
  drawRates();
}

function balance(stats) {
  if (![stats.received, ...PARTS.map(name => stats[name])].every(Number.isFinite)) return 'Not all counters are known.';
  const rest = stats.received - PARTS.reduce((sum, name) => sum + stats[name], 0);
  const carried = stats.carried_over > 0 ? ` ${count(stats.carried_over)} of those received were in the outbox at the start.` : '';
  if (rest === 0) return `Adds up: nothing is lost.${carried}`;
  return rest > 0 ? `${count(rest)} on the way at this moment.` : `${count(-rest)} more on the right: counted while on the way.`;
}

/** Events per second between two answers. A restart (counters fall) or a long silence is a gap, no value. */
function measure(received) {
  const now = { time: Date.now(), received };
  if (!Number.isFinite(received)) {
    breakLine();
    last = null;
    return;
  }
  const span = last ? now.time - last.time : 0;
  if (span > 0 && span <= LONGEST_SPAN_MS && received >= last.received) {
    rates.push({ time: now.time, value: (received - last.received) * 1000 / span });
  } else if (last) {
    breakLine();
  }
  last = now;
}

function breakLine() {
  last = null;
  if (rates.length > 0 && rates.at(-1).value !== null) rates.push({ time: Date.now(), value: null });
}

function drawRates() {
  const now = Date.now();
  while (rates.length > 0 && rates[0].time < now - KEPT_MS) rates.shift();
  const measured = rates.filter(rate => rate.value !== null).length;
  if (measured === 0) {
    byId('rate-chart').replaceChildren(el('p', { class: 'empty' }, 'No value yet.'));
    say(byId('rate-note'), '');
    return;
  }
  const from = Math.min(rates[0].time, now - SHORTEST_AXIS_MS);
  draw(byId('rate-chart'), { points: rates, unit: 'events/s', from, to: now, floor: 0, title: 'Events per second' });
  say(byId('rate-note'), `Received, as this page measured over the last ${duration((now - rates[0].time) / 1000)}.`);
}
