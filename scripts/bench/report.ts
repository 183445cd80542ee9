import { cpus } from 'node:os';

import { count, isMet, type Bar } from './bars';
import { LATENCY_MS, type Measured } from './plan';
import type { Shares } from './profile';
import { timesOf } from './rounds';
import { REPEATED_CELLS } from './rows';
import type { Subject, Times } from './worker';

/** The figures as Markdown: what was promised first, then what it comes from. */
export function reportOf(measured: Measured, bars: readonly Bar[], notes: string): string {
  return [
    '# Benchmarks',
    `Made by \`npm run bench\`, in one run on one sandbox, on ${machine()}. Figures are medians unless said otherwise; compare ratios, not milliseconds: the machine was not idle.`,
    table(
      ['What', 'Measured', 'Bar', 'Met'],
      bars.map((bar) => [
        bar.what,
        withUnit(bar.measured, bar),
        promised(bar),
        isMet(bar) ? 'yes' : '**no**',
      ]),
    ),
    notes.trim(),
    '## Times',
    'Milliseconds for a whole workflow of a trigger and the node in n8n-core; in brackets the processor time of the process, garbage collector included and the sandbox left out.',
    timesTable(measured),
    byHandTable(measured),
    '## Memory, event loop, reading, loading',
    table(['What', 'Figures'], otherFigures(measured)),
  ].join('\n\n');
}

/** Which machine it is, without its name. */
function machine(): string {
  const [first] = cpus();
  return `Node.js ${process.version}, ${cpus().length} cores (${first?.model.trim() ?? 'unknown'})`;
}

const SHOWN: ReadonlyArray<readonly [Subject, string]> = [
  ['floor', 'Floor'],
  ['node', 'Node, field path'],
  ['floor rows', 'Floor, one item per row'],
  ['node rows', 'Node, one item per row'],
  ['node, repeated cells', `Node, ${count(REPEATED_CELLS)} different cells at most`],
  ['evaluator', "n8n's evaluator alone, another expression"],
  ['node, other expression', 'Node, that expression'],
  ['engine alone', 'Engine alone: a node that hands its items on'],
];

function timesTable({ times }: Measured): string {
  const sizes = [...times.keys()];
  return table(
    ['', ...sizes.map((size) => `${count(size)} rows`)],
    SHOWN.map(([subject, name]) => [name, ...sizes.map((size) => shown(timesOf(times, size, subject)))]),
  );
}

function byHandTable({ byHand, extent }: Measured): string {
  const line = (
    name: string,
    latency: number,
    { node, byHand: hand }: Measured['byHand']['fast'],
  ): string[] => [
    name,
    `${latency} ms`,
    milliseconds(hand.wall),
    milliseconds(node.wall),
    `${number(hand.wall / node.wall)} times`,
  ];
  return table(
    [`${count(extent.byHand)} rows`, 'Latency', 'By hand, one after another', 'Node', 'Faster'],
    [line('loopback', 0, byHand.fast), line('network', LATENCY_MS, byHand.slow)],
  );
}

function otherFigures({ heap, loop, reading, coldLoad, waiting, size }: Measured): string[][] {
  return [
    ...[...heap].map(([rows, { node, engine }]) => [
      `Peak of live heap, ${count(rows)} rows`,
      `node ${megabytes(node)}, engine alone ${megabytes(engine)}`,
    ]),
    [
      'Longest time without a turn of the event loop',
      `before \`execute\` ${milliseconds(loop.beforeExecute)}, inside ${milliseconds(loop.insideExecute)} (of ${milliseconds(loop.execute)}), after ${milliseconds(loop.afterExecute)}`,
    ],
    ...Object.entries(reading).map(([kind, { bare, ours }]) => [
      `Reading a cell, ${kind}`,
      `bare parse ${number(bare)} µs, reader ${number(ours)} µs`,
    ]),
    ['Loading', `node ${milliseconds(coldLoad.node)}, library ${milliseconds(coldLoad.library)}`],
    [
      'Waiting for details',
      `${count(waiting.requests)} requests: node ${milliseconds(waiting.node)}, n8n's HTTP helper alone ${milliseconds(waiting.helper)}, axios ${milliseconds(waiting.floor)}`,
    ],
    ['Waiting for details, whose code ran', sharesText(waiting.shares)],
    ['Code in the package', `${number(size.code / 1_000)} kB`],
  ];
}

function sharesText(shares: Shares): string {
  return Object.entries(shares)
    .sort(([, a], [, b]) => b - a)
    .map(([whose, share]) => `${whose} ${number(share * 100)} %`)
    .join(', ');
}

function promised({ bar, unit }: Bar): string {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  if ('atMost' in bar) return `≤ ${bar.atMost}${suffix}`;
  return 'atLeast' in bar ? `≥ ${bar.atLeast}${suffix}` : `${count(bar.exactly)}${suffix}`;
}

function withUnit(value: number, { unit }: Bar): string {
  return unit === undefined ? number(value) : `${number(value)} ${unit}`;
}

function shown(times: Times): string {
  return `${number(times.wall)} (${number(times.cpu)})`;
}

function milliseconds(value: number): string {
  return `${number(value)} ms`;
}

function megabytes(bytes: number): string {
  return `${number(bytes / 1e6)} MB`;
}

function number(value: number): string {
  if (Number.isInteger(value)) return count(value);
  return value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
