// What keeps events safe: the outbox and its disk, gaps, circuit breakers, and what each stage did. All of it straight from the process.

import { byId, el, say } from './dom.js';
import { UNKNOWN, bytes, count, decimal, duration, millis, moment, words } from './format.js';

const GAPS_SHOWN = 5;
const FORESEEN = 30 * 86_400;
const BREAKER_STATES = { closed: ['healthy', 'Closed'], half_open: ['degraded', 'Half open'], open: ['unhealthy', 'Open'] };

export function showOutbox(outbox) {
  say(byId('outbox-events'), count(outbox.events));
  say(byId('outbox-bytes'), bytes(outbox.bytes));
  say(byId('outbox-oldest'), outbox.events === 0 ? 'nothing waits' : duration(outbox.oldest_age_seconds));
  say(byId('outbox-room'), bytes(outbox.room_bytes));
  say(byId('outbox-full'), fullIn(outbox.full_in_seconds));
  say(byId('outbox-disk'), bytes(outbox.disk_free_bytes));
  say(byId('outbox-note'), '');
}

/** A moment's growth carried on for years would say nothing. */
function fullIn(seconds) {
  if (seconds === undefined) return 'it does not grow';
  return seconds > FORESEEN ? 'not for a month' : `in ${duration(seconds)}`;
}

export function forgetOutbox(why) {
  for (const id of ['outbox-events', 'outbox-bytes', 'outbox-oldest', 'outbox-room', 'outbox-full', 'outbox-disk']) say(byId(id), UNKNOWN);
  say(byId('outbox-note'), `Not known: ${why}.`);
}

export function showGaps(answer) {
  const gaps = Array.isArray(answer.gaps) ? answer.gaps : [];
  byId('gaps').replaceChildren(...gaps.map(gapRow));
  const since = millis(answer.covered_since);
  const heard = Number.isNaN(since) ? '' : ` Known without a break since ${moment(since)}, but for these.`;
  say(byId('gaps-note'), `${answer.open > 0 ? `${count(answer.open)} open.` : 'No gap is open.'}${gaps.length === 0 ? heard.replace(', but for these', '') : heard}`);
}

export const gapsPath = `api/v1/gaps?limit=${GAPS_SHOWN}`;

export function forgetGaps(why) {
  byId('gaps').replaceChildren();
  say(byId('gaps-note'), `Not known: ${why}.`);
}

function gapRow(gap) {
  const open = gap.closed_at === undefined;
  const span = `${moment(millis(gap.from))} to ${gap.to ? moment(millis(gap.to)) : 'now'}${gap.to ? `, ${duration(gap.seconds)}` : ''}`;
  const missing = Array.isArray(gap.missing) ? gap.missing.length : NaN;
  const told = [`${count(gap.found)} events found in the history`, `${count(gap.already)} were here already`];
  if (missing > 0) told.push(`${count(missing)} entities could not be asked for`);
  if (gap.unfilled_to) told.push(`missing for good until ${moment(millis(gap.unfilled_to))}`);
  return el('li', {},
    el('div', { class: 'card-head' }, el('strong', {}, span), el('span', { class: `badge ${gapLevel(gap)}` }, words(gap.state ?? 'unknown'))),
    el('p', { class: 'detail' }, gap.cause ?? UNKNOWN),
    open && gap.to ? el('progress', { max: 100, value: gap.progress_percent, 'aria-label': `Repaired: ${decimal(gap.progress_percent, 0)} %` }) : null,
    el('p', { class: 'note' }, `${told.join(', ')}.`));
}

function gapLevel(gap) {
  if (gap.state === 'closed') return 'healthy';
  return gap.state === 'unfilled' || gap.state === 'reported' ? 'unhealthy' : 'degraded';
}

export function showBreakers(metrics) {
  const breakers = Object.entries(metrics.circuit_breakers ?? {});
  byId('breakers').replaceChildren(...breakers.map(([name, breaker]) => breakerRow(name, breaker)));
  say(byId('breakers-note'), breakers.length === 0 ? 'No circuit breaker is known.' : '');
}

export function forgetBreakers(why) {
  byId('breakers').replaceChildren();
  say(byId('breakers-note'), `Not known: ${why}.`);
}

function breakerRow(name, breaker) {
  const [level, text] = BREAKER_STATES[breaker.state] ?? ['unknown', 'Unknown'];
  return el('tr', {},
    el('th', { scope: 'row' }, name),
    el('td', {}, el('span', { class: `badge ${level}` }, text), ' ', el('span', { class: 'quiet' }, `since ${moment(millis(breaker.since))}`)),
    ...[breaker.calls, breaker.failures, breaker.refused].map(value => el('td', { class: 'number' }, count(value))));
}

export function showStages(stats) {
  const stages = Object.entries(stats.stages ?? {});
  byId('stages').replaceChildren(...stages.map(([name, stage]) => el('tr', {},
    el('th', { scope: 'row' }, words(name)),
    ...[stage.in, stage.passed, stage.filtered, stage.rejected, stage.retried_frames].map(value => el('td', { class: 'number' }, count(value))))));
  say(byId('stages-note'), stages.length === 0 ? 'No stage of this process has told.' : stages.map(unbalanced).filter(Boolean).join(' '));
}

export function forgetStages() {
  byId('stages').replaceChildren();
  say(byId('stages-note'), 'Not known.');
}

function unbalanced([name, stage]) {
  const rest = stage.in - stage.passed - stage.filtered - stage.rejected;
  return rest === 0 ? '' : `${words(name)} does not add up.`;
}
