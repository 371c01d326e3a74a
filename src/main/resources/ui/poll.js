// Asks an endpoint again and again: one request in flight, slower while nobody answers.

import { send } from './key.js';

const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 15_000;

/** Something did not answer as it should; the message says what. */
class Trouble extends Error {}

/**
 * Calls `onAnswer(json)` after each good answer, `onTrouble(message)` after each other one.
 * `path` is a text, or a function that gives one, or null while there is nothing to ask.
 * Answers a function that asks at once.
 */
export function poll({ path, everyMs, onAnswer, onTrouble }) {
  let failures = 0, timer = 0, asking = false, again = false;

  async function ask() {
    clearTimeout(timer);
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    const target = typeof path === 'function' ? path() : path;
    let pause = everyMs;
    if (target !== null) {
      try {
        const answer = await get(target);
        failures = 0;
        if (!again) onAnswer(answer);
      } catch (error) {
        if (!(error instanceof Trouble)) console.error(error);
        pause = Math.min(LONGEST_PAUSE_MS, everyMs * 2 ** Math.min(failures++, 10));
        if (!again) onTrouble(error instanceof Trouble ? error.message : 'the page could not show the answer');
      } finally {
        asking = false;
        timer = setTimeout(ask, again ? 0 : pause);
      }
    } else {
      asking = false;
      timer = setTimeout(ask, pause);
    }
  }

  ask();
  return ask;
}

async function get(path) {
  let response;
  try {
    response = await send(path, { headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new Trouble(error.name === 'TimeoutError' ? `no answer within ${PATIENCE_MS / 1000} s` : 'no connection');
  }
  const body = await response.json().catch(() => null);
  // An unhealthy process says so with 503 and the same body as a healthy one.
  if (response.ok || body?.status) {
    if (body === null || typeof body !== 'object') throw new Trouble('the answer is no JSON object');
    return body;
  }
  const message = body?.error?.message;
  throw new Trouble(`HTTP ${response.status}${message ? `: ${message}` : ''}`);
}
