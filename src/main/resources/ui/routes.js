// The routes of this process: what runs, how often, how long, what last went wrong. Stopping one asks first.

import { byId, el, say } from './dom.js';
import { UNKNOWN, count, decimal, millis, moment, words } from './format.js';
import { send } from './key.js';

export const routesPath = 'api/v1/routes';

const rows = new Map();
let order = null;
let askAgain = () => {};
let last = [];

export function showRoutes(answer) {
  last = Array.isArray(answer.routes) ? answer.routes : [];
  draw();
}

export function forgetRoutes(why) {
  last = [];
  draw();
  say(byId('routes-note'), `Not known: ${why}.`);
}

/** `ask` asks for the routes at once, after something was done with one. */
export function prepareRoutes(ask) {
  askAgain = ask;
  byId('routes-all').addEventListener('change', draw);
  byId('routes-no').addEventListener('click', close);
  byId('routes-yes').addEventListener('click', carryOut);
  byId('routes-confirm').addEventListener('keydown', event => {
    if (event.key === 'Escape') close();
  });
}

/** Rows stay what they are while they are there, so that a button keeps the focus. */
function draw() {
  const shown = byId('routes-all').checked ? last : last.filter(route => route.exchanges > 0 || route.status !== 'started');
  for (const [id, row] of rows) {
    if (!shown.some(route => route.id === id)) {
      row.node.remove();
      rows.delete(id);
    }
  }
  shown.forEach((route, at) => {
    const row = rows.get(route.id) ?? addRow(route.id);
    fill(row, route);
    if (byId('routes').children[at] !== row.node) byId('routes').insertBefore(row.node, byId('routes').children[at] ?? null);
  });
  const left = last.length - shown.length;
  say(byId('routes-note'), left === 0 ? '' : `${count(left)} more have not run yet.`);
}

function addRow(id) {
  const cell = kind => el('td', kind ? { class: kind } : {});
  const row = {
    about: el('span', { class: 'id' }), state: el('span', { class: 'badge' }),
    exchanges: cell('number'), failures: cell('number'), flight: cell('number'), mean: cell('number'), p99: cell('number'),
    failure: cell(), where: cell('quiet'), act: el('button', { type: 'button' }), status: '',
  };
  row.act.addEventListener('click', () => confirm(id, row.status === 'started' ? 'stop' : row.status === 'suspended' ? 'resume' : 'start', row.act));
  row.node = el('tr', { id: `route-${id}` },
    el('th', { scope: 'row' }, el('span', { class: 'name' }, id), row.about), el('td', {}, row.state),
    row.exchanges, row.failures, row.flight, row.mean, row.p99, row.failure, row.where, el('td', {}, row.act));
  rows.set(id, row);
  return row;
}

function fill(row, route) {
  row.status = route.status;
  say(row.about, route.description ?? '');
  row.state.className = `badge ${route.status === 'started' ? 'healthy' : 'degraded'}`;
  say(row.state, words(route.status ?? 'unknown'));
  say(row.exchanges, count(route.exchanges));
  say(row.failures, count(route.failures));
  say(row.flight, count(route.in_flight));
  say(row.mean, decimal(route.mean_ms));
  say(row.p99, decimal(route.p99_ms));
  const failure = route.last_failure;
  say(row.failure, failure ? `${moment(millis(failure.at))} ${failure.step ? `${failure.step}: ` : ''}${failure.message}` : '');
  say(row.where, route.file ? `${route.file}${route.line ? `:${route.line}` : ''}` : 'made at start');
  say(row.act, route.status === 'started' ? 'Stop…' : route.status === 'suspended' ? 'Resume…' : 'Start…');
}

function confirm(id, action, from) {
  order = { id, action, from };
  say(byId('routes-confirm-text'), action === 'stop'
    ? `Stop ${id}? While a stage is stopped, its frames wait in the outbox; an HTTP route that is stopped is not there.`
    : `${words(action)} ${id}?`);
  say(byId('routes-yes'), words(action));
  byId('routes-confirm').hidden = false;
  byId('routes-no').focus();
}

function close() {
  byId('routes-confirm').hidden = true;
  order?.from.focus();
  order = null;
}

async function carryOut() {
  const { id, action } = order;
  close();
  say(byId('routes-done'), await control(id, action));
  askAgain();
}

async function control(id, action) {
  try {
    const response = await send(`${routesPath}/${encodeURIComponent(id)}/${action}`, { method: 'POST', headers: { Accept: 'application/json' } });
    const answer = await response.json().catch(() => null);
    if (!response.ok || answer === null) return `Not done: ${answer?.error?.message ?? `HTTP ${response.status}`}.`;
    return `${id}: ${answer.route?.status ?? UNKNOWN}.`;
  } catch {
    return 'Not known whether it was done: the connection broke.';
  }
}
