// One line over time, drawn by hand as SVG: axes with labels and unit, gaps where nothing was measured, a reading under the pointer.
// The area under the line is filled only down to zero, never to wherever the axis happens to begin.

import { svg } from './dom.js';
import { decimal, timeOfDay } from './format.js';

const HEIGHT = 220, NARROWEST = 260;
const LEFT = 56, RIGHT = 12, TOP = 22, BOTTOM = 26;

/**
 * Shows points in `holder`. A point is `{time: ms, value: number | null}`, oldest first; null breaks the line.
 * `from`, `to` are the ends of the time axis in ms; `floor` is a value that the axis must show.
 */
export function draw(holder, { points, unit, from, to, floor, title }) {
  const width = Math.max(NARROWEST, holder.clientWidth);
  const values = points.map(point => point.value).filter(value => value !== null);
  const ticks = niceTicks(Math.min(...values, floor ?? Infinity), Math.max(...values, floor ?? -Infinity));
  const low = ticks[0], high = ticks[ticks.length - 1];
  const x = time => LEFT + (time - from) / Math.max(1, to - from) * (width - LEFT - RIGHT);
  const y = value => HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  const picture = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': describe(title, values, unit) });
  picture.append(...rows(ticks, y, width), ...columns(from, to, x, width < 420 ? 2 : 3));
  if (unit) picture.append(svg('text', { class: 'axis-unit', x: 2, y: 12 }, unit));
  for (const run of runs(points)) {
    const line = run.map(point => `${x(point.time).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ');
    if (low <= 0 && high >= 0) {
      const first = x(run[0].time).toFixed(1), last = x(run.at(-1).time).toFixed(1), zero = y(0).toFixed(1);
      picture.append(svg('polygon', { class: 'area', points: `${first},${zero} ${line} ${last},${zero}` }));
    }
    picture.append(svg('polyline', { class: 'line', points: line }));
    if (run.length === 1) picture.append(svg('circle', { class: 'dot', cx: x(run[0].time), cy: y(run[0].value), r: 3 }));
  }
  picture.append(reading(points, unit, x, y, width, holder));
  holder.replaceChildren(picture);
}

function describe(title, values, unit) {
  if (values.length === 0) return `${title}: no values`;
  const say = value => `${decimal(value)} ${unit}`.trim();
  return `${title}: ${values.length} values between ${say(Math.min(...values))} and ${say(Math.max(...values))}, the last one ${say(values.at(-1))}`;
}

/** Three to six round numbers that enclose what is measured. */
function niceTicks(low, high) {
  if (!Number.isFinite(low)) return [0, 1];
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const rough = span / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(size => size >= rough);
  const first = Math.floor(low / step), last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function rows(ticks, y, width) {
  return ticks.flatMap(tick => [
    svg('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick) }),
    svg('text', { class: 'axis', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, decimal(tick, 4)),
  ]);
}

function columns(from, to, x, parts) {
  return Array.from({ length: parts + 1 }, (_, i) => {
    const time = from + (to - from) * i / parts;
    const anchor = i === 0 ? 'start' : i === parts ? 'end' : 'middle';
    return svg('text', { class: 'axis', x: x(time), y: HEIGHT - 6, 'text-anchor': anchor }, timeOfDay(time));
  });
}

/** The stretches without a break. */
function runs(points) {
  const found = [[]];
  for (const point of points) {
    if (point.value === null) found.push([]);
    else found.at(-1).push(point);
  }
  return found.filter(run => run.length > 0);
}

/** The value nearest to the pointer; stays where the pointer was when the chart is drawn anew. */
function reading(points, unit, x, y, width, holder) {
  const group = svg('g', { class: 'reading' });
  const measured = points.filter(point => point.value !== null);
  const show = () => {
    const at = holder.pointedAt;
    if (at === undefined || measured.length === 0) return group.replaceChildren();
    const near = measured.reduce((a, b) => Math.abs(x(b.time) - at) < Math.abs(x(a.time) - at) ? b : a);
    const left = x(near.time) > width / 2;
    group.replaceChildren(
      svg('line', { class: 'cursor', x1: x(near.time), x2: x(near.time), y1: TOP, y2: HEIGHT - BOTTOM }),
      svg('circle', { class: 'dot', cx: x(near.time), cy: y(near.value), r: 4 }),
      svg('text', { class: 'told', x: x(near.time) + (left ? -8 : 8), y: TOP - 6, 'text-anchor': left ? 'end' : 'start' },
        `${decimal(near.value)} ${unit} at ${timeOfDay(near.time)}`));
  };
  holder.onpointermove = event => {
    const box = holder.getBoundingClientRect();
    holder.pointedAt = (event.clientX - box.left) / box.width * width;
    show();
  };
  holder.onpointerleave = () => {
    holder.pointedAt = undefined;
    show();
  };
  show();
  return group;
}
