// How numbers and times are shown. What was not measured is a dash, never a zero.

export const UNKNOWN = '—';

const isNumber = value => typeof value === 'number' && Number.isFinite(value);
const locale = navigator.language;
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export function count(value) {
  return isNumber(value) ? value.toLocaleString(locale) : UNKNOWN;
}

/** At most so many decimals, and fewer for large numbers. */
export function decimal(value, decimals = 2) {
  if (!isNumber(value)) return UNKNOWN;
  const most = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? Math.min(1, decimals) : decimals;
  return value.toLocaleString(locale, { maximumFractionDigits: most });
}

/** 512 bytes, 1.2 MiB. */
export function bytes(value) {
  if (!isNumber(value)) return UNKNOWN;
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  return `${decimal(value / 1024 ** power, 1)} ${units[power]}`;
}

/** Milliseconds since 1970 of an RFC 3339 time with any number of fraction digits; NaN for anything else. */
export function millis(text) {
  return typeof text === 'string' ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : NaN;
}

/** Time of day, from milliseconds. */
export function timeOfDay(ms) {
  return Number.isFinite(ms) ? clock.format(ms) : UNKNOWN;
}

/** Time of day, with the date when that is not today. */
export function moment(ms) {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const date = new Date(ms);
  return date.toDateString() === new Date().toDateString() ? clock.format(ms) : `${date.toLocaleDateString(locale)}, ${clock.format(ms)}`;
}

/** 42 s, 3 min 5 s, 2 h 10 min, 4 d 3 h. */
export function duration(seconds) {
  if (!isNumber(seconds) || seconds < 0) return UNKNOWN;
  const s = Math.floor(seconds), parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => s >= size);
  if (first < 0) return '0 s';
  const texts = [];
  let left = s;
  for (const [size, name] of parts.slice(first, first + 2)) {
    if (Math.floor(left / size) > 0) texts.push(`${Math.floor(left / size)} ${name}`);
    left %= size;
  }
  return texts.join(' ');
}

/** "home_assistant" as people read it. */
export function words(name) {
  const known = { home_assistant: 'Home Assistant' };
  const text = known[name] ?? String(name).replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
