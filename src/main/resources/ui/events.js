// The table of the latest events. Rows are kept while their event is shown, so that focus and selection stay.

import { byId, el, say } from './dom.js';
import { UNKNOWN, decimal, millis, timeOfDay } from './format.js';
import { choose, isChoosable } from './history.js';

const rows = new Map();
let filled = false;

export function isPaused() {
  return byId('pause').getAttribute('aria-pressed') === 'true';
}

export function preparePause() {
  const button = byId('pause');
  button.addEventListener('click', () => {
    const paused = !isPaused();
    button.setAttribute('aria-pressed', String(paused));
    say(byId('events-note'), paused ? 'The list stands still; events are stored as ever.' : '');
  });
}

export function showEvents(events) {
  if (isPaused()) return;
  const ids = new Set(events.map(event => event.event_id));
  for (const [id, row] of rows) {
    if (!ids.has(id)) {
      row.remove();
      rows.delete(id);
    }
  }
  let before = byId('events').firstChild;
  for (const event of events) {
    let row = rows.get(event.event_id);
    if (!row) {
      row = makeRow(event);
      rows.set(event.event_id, row);
    }
    if (row === before) before = before.nextSibling;
    else byId('events').insertBefore(row, before);
  }
  say(byId('events-note'), events.length === 0 ? 'Nothing is stored yet.' : '');
  filled = true;
}

/** The list could not be read: what is shown stays, and the note says that it is old. */
export function markEventsOld(why) {
  say(byId('events-note'), filled ? `The list is old, the latest events could not be read: ${why}.` : `The latest events could not be read: ${why}.`);
}

function makeRow(event) {
  const time = millis(event.timestamp);
  const outside = Number.isFinite(event.weather_temperature) ? `${decimal(event.weather_temperature, 1)} °C` : UNKNOWN;
  return el('tr', { class: filled ? 'fresh' : undefined },
    el('td', {}, el('time', { datetime: event.timestamp, title: event.timestamp }, timeOfDay(time))),
    el('td', {}, nameOf(event), el('span', { class: 'id' }, event.entity_id ?? event.event_type ?? UNKNOWN)),
    el('td', {}, ...change(event)),
    el('td', {}, event.area ?? UNKNOWN, el('span', { class: 'id' }, event.device ?? '')),
    el('td', { class: 'number' }, outside));
}

/** The entity's name; a button where there is a number to draw. */
function nameOf(event) {
  const name = event.friendly_name ?? event.entity_id ?? event.event_type ?? UNKNOWN;
  if (!isChoosable(event.entity_id)) return el('span', { class: 'name' }, name);
  const button = el('button', { type: 'button', class: 'name link', title: 'Show its history' }, name);
  button.addEventListener('click', () => choose(event.entity_id));
  return button;
}

function change(event) {
  const unit = event.unit ? ` ${event.unit}` : '';
  if (event.state === undefined) return [el('span', { class: 'quiet' }, event.event_type === 'state_changed' ? 'removed' : event.event_type ?? UNKNOWN)];
  if (event.old_state === event.state) return [`${event.state}${unit} `, el('span', { class: 'quiet' }, 'attributes')];
  const before = event.old_state === undefined ? [] : [el('span', { class: 'quiet' }, `${event.old_state} → `)];
  return [...before, el('span', { class: 'state' }, `${event.state}${unit}`)];
}
