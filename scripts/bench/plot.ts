import { format } from './thresholds';

/** One line of the plot. */
export interface Series {
  readonly name: string;
  readonly points: ReadonlyArray<{ readonly rows: number; readonly seconds: number }>;
}

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 100;
const TOP = 44;
const BOTTOM = 48;
// Seconds, minutes and hours.
const TICKS = [0.01, 0.1, 1, 10, 60, 600, 3_600, 36_000];

// Text and lines are readable on GitHub's light and dark backgrounds.
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 } .axis { fill: #59636e } .grid { stroke: #d1d9e0 }
  path { fill: none; stroke-width: 2.5 }
  .s0 { stroke: #bc4c00; fill: #bc4c00 } .s1 { stroke: #0969da; fill: #0969da } .s2 { stroke: #59636e; fill: #59636e }
  text.s0, text.s1, text.s2 { stroke: none; font-weight: 600 } path.s0, path.s1, path.s2 { fill: none } .s2 { stroke-dasharray: 5 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .axis { fill: #9198a1 } .grid { stroke: #3d444d }
    .s0 { stroke: #f0883e; fill: #f0883e } .s1 { stroke: #58a6ff; fill: #58a6ff } .s2 { stroke: #9198a1; fill: #9198a1 }
  }`;

/** Draws seconds over rows, both on logarithmic axes, as an SVG for a light and a dark background. */
export function plot(
  title: string,
  series: readonly Series[],
  tickLabel: (seconds: number) => string,
): string {
  const points = series.flatMap((one) => one.points);
  const rows = [...new Set(points.map((point) => point.rows))];
  const times = points.map(({ seconds }) => seconds);
  const lowest = TICKS.findLastIndex((tick) => tick <= Math.min(...times));
  const highest = TICKS.findIndex((tick) => tick >= Math.max(...times));
  const ticks = TICKS.slice(Math.max(0, lowest), highest < 0 ? undefined : highest + 1);
  const x = scale(Math.log10(Math.min(...rows)), Math.log10(Math.max(...rows)), LEFT + 16, WIDTH - RIGHT);
  const y = scale(Math.log10(ticks[0] ?? 1), Math.log10(ticks.at(-1) ?? 1), HEIGHT - BOTTOM, TOP);
  const text = (className: string, at: readonly [number, number], anchor: string, content: string): string =>
    `<text class="${className}" x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}">${content}</text>`;

  const grid = ticks.map((seconds) => {
    const at = Math.round(y(Math.log10(seconds)));
    return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>${text('axis', [LEFT - 8, at + 4], 'end', tickLabel(seconds))}`;
  });
  const labels = rows.map((count) =>
    text('axis', [x(Math.log10(count)), HEIGHT - BOTTOM + 22], 'middle', `${format(count)} rows`),
  );
  const lines = series.map((one, i) => {
    const places = one.points.map(
      (point) => [x(Math.log10(point.rows)), y(Math.log10(point.seconds))] as const,
    );
    const path = places.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' L');
    const dots = places.map(
      ([px, py]) => `<circle class="s${i}" cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3.5"/>`,
    );
    const [endX, endY] = places.at(-1) ?? [0, 0];
    // The floor is just below the node: their names keep apart.
    const name = text(`s${i}`, [endX + 10, endY + (i === 1 ? -2 : i === 2 ? 14 : 4)], 'start', one.name);
    return `<path class="s${i}" d="M${path}"/>${dots.join('')}${name}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<style>${STYLE}
</style>
${[text('title', [LEFT, 24], 'start', title), ...grid, ...labels, ...lines].join('\n')}
</svg>
`;
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}
