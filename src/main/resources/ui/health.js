// The head of the page and the cards of what the process depends on.

import { byId, el, say } from './dom.js';
import { UNKNOWN, duration, millis, moment, words } from './format.js';

const EXPECTED = ['home_assistant', 'store', 'weather'];
const LEVELS = ['healthy', 'degraded', 'unhealthy'];
const cards = new Map();

export function showHealth(health) {
  badge(byId('status'), health.status);
  say(byId('uptime'), duration(health.uptime_seconds));
  const age = health.last_event_age_seconds;
  say(byId('last-event'), typeof age === 'number' ? `${duration(age)} ago` : UNKNOWN);
  say(byId('version'), health.version ?? UNKNOWN);
  const found = health.dependencies ?? {};
  const names = [...EXPECTED, ...Object.keys(found).filter(name => !EXPECTED.includes(name))];
  for (const name of names) showDependency(name, found[name]);
  for (const [name, card] of cards) {
    if (!names.includes(name)) {
      card.node.remove();
      cards.delete(name);
    }
  }
}

/** Nobody answers: nothing is known. */
export function forgetHealth() {
  badge(byId('status'), undefined);
  for (const id of ['uptime', 'last-event']) say(byId(id), UNKNOWN);
  for (const name of new Set([...EXPECTED, ...cards.keys()])) showDependency(name, undefined);
}

function showDependency(name, dependency) {
  const card = cards.get(name) ?? addCard(name);
  badge(card.level, dependency?.status);
  card.node.className = `card ${levelClass(dependency?.status)}`;
  say(card.detail, dependency?.detail || (dependency ? '' : 'Nothing known'));
  const since = millis(dependency?.since);
  say(card.since, Number.isNaN(since) ? '' : `since ${moment(since)}`);
}

function addCard(name) {
  const level = el('span', { class: 'badge' }), detail = el('p', { class: 'detail' }), since = el('p', { class: 'note' });
  const node = el('li', { class: 'card' }, el('div', { class: 'card-head' }, el('h3', {}, words(name)), level), detail, since);
  byId('connections').append(node);
  cards.set(name, { node, level, detail, since });
  return cards.get(name);
}

function badge(node, status) {
  node.className = `badge ${levelClass(status)}`;
  say(node, status ? words(status) : 'Unknown');
}

function levelClass(status) {
  return LEVELS.includes(status) ? status : 'unknown';
}
