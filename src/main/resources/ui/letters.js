// Dead letters: how many, the newest few with their reason, and what can be done with them. What deletes or repeats asks first.

import { byId, el, say } from './dom.js';
import { UNKNOWN, count, millis, moment } from './format.js';
import { send as request } from './key.js';

const SHOWN = 5;
const PART = 500;
export const lettersPath = `api/v1/dead-letters?limit=${SHOWN}`;

let total = NaN;
let newest = null;
let order = null;
let busy = false;
let askAgain = () => {};

export function showLetters(answer) {
  const letters = Array.isArray(answer.dead_letters) ? answer.dead_letters : [];
  total = answer.total;
  newest = letters[0]?.id ?? null;
  say(byId('letters-count'), count(total));
  byId('letters').replaceChildren(...letters.map(row));
  offerReasons(letters.map(letter => letter.error?.code).filter(Boolean));
  say(byId('letters-note'), total === 0 ? 'Nothing was refused.' : total > letters.length ? `The newest ${count(letters.length)} of ${count(total)}.` : '');
  enable(total > 0 && !busy);
}

export function forgetLetters(why) {
  total = NaN;
  say(byId('letters-count'), UNKNOWN);
  byId('letters').replaceChildren();
  say(byId('letters-note'), `Not known: ${why}.`);
  enable(false);
}

/** `ask` asks for the letters at once, after something was done with them. */
export function prepareLetters(ask) {
  askAgain = ask;
  byId('replay').addEventListener('click', () => confirm('replay'));
  byId('purge').addEventListener('click', () => confirm('purge'));
  byId('confirm-no').addEventListener('click', () => close());
  byId('confirm-yes').addEventListener('click', () => carryOut());
  byId('confirm').addEventListener('keydown', event => {
    if (event.key === 'Escape') close();
  });
}

function row(letter) {
  return el('li', {},
    el('strong', {}, letter.entity_id ?? letter.event_type ?? 'no event'), ' ',
    el('span', { class: 'quiet' }, `${letter.error?.code ?? UNKNOWN} in ${letter.step ?? UNKNOWN}, ${moment(millis(letter.last_seen))}`),
    el('p', { class: 'detail' }, reasonOf(letter.error)));
}

function reasonOf(error) {
  const { message = UNKNOWN, details } = error ?? {};
  const issue = [details?.field, details?.issue].filter(Boolean).join(': ');
  return issue === '' || message.includes(details.issue) ? message : `${message}: ${issue}`;
}

/** The reasons of the letters on the page; the choice stays where it is. */
function offerReasons(found) {
  const select = byId('reason'), known = new Set([...select.options].map(option => option.value));
  for (const reason of new Set(found)) {
    if (!known.has(reason)) select.append(el('option', { value: reason }, `those with ${reason}`));
  }
}

function enable(on) {
  for (const id of ['replay', 'purge', 'reason']) byId(id).disabled = !on;
}

function confirm(action) {
  const reason = byId('reason').value;
  const which = reason === '' ? `all ${count(total)} dead letters` : `every dead letter with ${reason}`;
  order = { action, reason };
  say(byId('confirm-text'), action === 'purge' ? `Delete ${which} for ever? They are nowhere else.` : `Send ${which} through the stages again?`);
  say(byId('confirm-yes'), action === 'purge' ? 'Delete for ever' : 'Replay');
  byId('confirm').hidden = false;
  byId('confirm-no').focus();
}

function close() {
  const back = order?.action;
  byId('confirm').hidden = true;
  order = null;
  if (back) byId(back).focus();
}

async function carryOut() {
  const { action, reason } = order;
  const which = reason === '' ? { all: true } : { reason };
  close();
  busy = true;
  enable(false);
  say(byId('letters-done'), action === 'purge' ? 'Deleting…' : 'Replaying…');
  say(byId('letters-done'), await send(action, which));
  busy = false;
  askAgain();
}

/** Part by part, so that no request takes longer than a gateway waits for; letters that come back meanwhile are not sent twice. */
async function replayAll(which) {
  let replayed = 0, left = 0, reason = null, after = null;
  do {
    const answer = await ask('POST', 'api/v1/dead-letters/replay', { ...which, limit: PART, up_to: newest, ...(after === null ? {} : { after }) });
    if (answer.failure) return replayed === 0 ? answer.failure : `${count(replayed)} sent again, then: ${answer.failure}`;
    replayed += answer.replayed;
    left += answer.not_replayed;
    reason ??= answer.reasons?.[0]?.reason ?? null;
    after = answer.next;
  } while (after !== null);
  return `${count(replayed)} sent again.${left > 0 ? ` ${count(left)} stay: ${reason ?? 'no reason given'}.` : ''}`;
}

async function send(action, which) {
  if (action === 'replay') return replayAll(which);
  const answer = await ask('DELETE', 'api/v1/dead-letters?confirm=true', which);
  return answer.failure ?? `${count(answer.purged)} deleted.`;
}

/** The answer, or the sentence that says why there is none. */
async function ask(method, path, body) {
  const options = { method, headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) };
  try {
    const response = await request(path, options);
    const answer = await response.json().catch(() => null);
    if (!response.ok || answer === null) return { failure: `Not done: ${answer?.error?.message ?? `HTTP ${response.status}`}.` };
    return answer;
  } catch {
    return { failure: 'Not known whether it was done: the connection broke.' };
  }
}
