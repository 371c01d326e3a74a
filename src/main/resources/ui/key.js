// The key of a process that asks for one: typed once, kept until the tab is closed, sent with each request of the page.

import { byId } from './dom.js';

const NAME = 'hearthline-key';
let refused = '';

/** As `fetch`, with the key. An answer of 401 shows the form, once for each key that was refused. */
export async function send(path, options = {}) {
  const key = sessionStorage.getItem(NAME) ?? '';
  const headers = key === '' ? options.headers : { ...options.headers, Authorization: `Bearer ${key}` };
  const response = await fetch(path, { ...options, headers });
  if (response.status === 401 && key === (sessionStorage.getItem(NAME) ?? '')) ask(key);
  return response;
}

function ask(key) {
  const form = byId('key-form');
  if (!form.hidden && refused === key) return;
  refused = key;
  byId('key-note').textContent = key === '' ? '' : 'This key was refused.';
  byId('key').setAttribute('aria-invalid', String(key !== ''));
  if (form.hidden) {
    form.hidden = false;
    byId('key').focus();
  }
}

/** `onKey` is called when there is a new key. */
export function prepareKey(onKey) {
  byId('key-form').addEventListener('submit', event => {
    event.preventDefault();
    const key = byId('key').value.trim();
    if (key === '') return;
    sessionStorage.setItem(NAME, key);
    byId('key').value = '';
    byId('key-note').textContent = '';
    byId('key-form').hidden = true;
    onKey();
  });
}
