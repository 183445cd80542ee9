import { HANDS } from './floor';
import { LATENCY_MS, type Measured } from './plan';
import { timesOf } from './rounds';
import { REPEATED_CELLS } from './rows';
import type { Subject, Times } from './worker';

/** One thing that was promised, and what came of it. */
export interface Bar {
  readonly what: string;
  readonly measured: number;
  readonly bar: { readonly atMost: number } | { readonly atLeast: number } | { readonly exactly: number };
  readonly unit?: string;
}

/** Whether a promise was kept. */
export function isMet({ measured, bar }: Bar): boolean {
  if ('atMost' in bar) return measured <= bar.atMost;
  return 'atLeast' in bar ? measured >= bar.atLeast : measured === bar.exactly;
}

/** Every bar. */
export function barsOf(measured: Measured): Bar[] {
  return [
    ...speedBars(measured),
    ...growthBars(measured),
    ...requestBars(measured),
    ...readingBars(measured),
    ...sizeBars(measured),
    {
      what: `\`validate\` of ${count(measured.extent.many)} rows: longest stretch inside \`execute\``,
      measured: measured.loop.insideExecute,
      bar: { atMost: 50 },
      unit: 'ms',
    },
  ];
}

// By the clock, the sandbox's work is part of both sides; the processor's time is the stricter measure.
const CLOCKS = [
  ['wall', ''],
  ['cpu', ', processor time'],
] as const;

function speedBars({ times, extent }: Measured): Bar[] {
  return [extent.few, extent.many].flatMap((rows) =>
    CLOCKS.flatMap(([clock, named]) => {
      const of = (subject: Subject): number => timesOf(times, rows, subject)[clock];
      return [
        {
          what: `Node ÷ floor, field path, ${count(rows)} rows${named}`,
          measured: of('node') / of('floor'),
          bar: { atMost: 1.3 },
        },
        {
          what: `The same with one item per row${named}`,
          measured: of('node rows') / of('floor rows'),
          bar: { atMost: 1.3 },
        },
        {
          what: `Node ÷ (floor + evaluator), another expression, ${count(rows)} rows${named}`,
          measured: of('node, other expression') / (of('floor') + of('evaluator')),
          bar: { atMost: 1.2 },
        },
      ];
    }),
  );
}

function growthBars({ times, heap, extent: { few, many } }: Measured): Bar[] {
  const node = (rows: number): Times => timesOf(times, rows, 'node');
  const repeated = timesOf(times, many, 'node, repeated cells');
  const ownHeap = (rows: number): number => (heap.get(rows)?.node ?? 0) - (heap.get(rows)?.engine ?? 0);
  const growth = `${count(many)} ÷ ${count(few)} rows`;
  return [
    ...CLOCKS.map(([clock, named]) => ({
      what: `${growth}${named}`,
      measured: node(many)[clock] / node(few)[clock],
      bar: { atMost: 11 },
    })),
    {
      what: `${growth}, peak heap over the engine's own`,
      measured: ownHeap(many) / ownHeap(few),
      bar: { atMost: 11 },
    },
    ...CLOCKS.map(([clock, named]) => ({
      what: `${count(many)} rows of ${count(REPEATED_CELLS)} different cells ÷ all different${named}`,
      measured: repeated[clock] / node(many)[clock],
      bar: { atMost: 0.25 },
    })),
  ];
}

function requestBars({ byHand, waiting, extent }: Measured): Bar[] {
  const ideal = (waiting.requests * LATENCY_MS) / HANDS;
  return [
    {
      what: `Requests for ${count(extent.byHand)} rows by hand`,
      measured: byHand.slow.byHandRequests,
      bar: { exactly: extent.byHand },
    },
    {
      what: `Requests for ${count(extent.byHand)} rows by the node`,
      measured: byHand.slow.nodeRequests,
      bar: { exactly: 1 },
    },
    {
      what: `By hand ÷ node at ${LATENCY_MS} ms latency`,
      measured: byHand.slow.byHand.wall / byHand.slow.node.wall,
      bar: { atLeast: 50 },
    },
    {
      what: `Waiting for ${count(extent.waiting)} details ÷ ideal (requests × ${LATENCY_MS} ms ÷ ${HANDS})`,
      measured: waiting.node / ideal,
      bar: { atMost: 1.1 },
    },
    {
      what: `The same ÷ n8n's HTTP helper alone, ${HANDS} at a time`,
      measured: waiting.node / waiting.helper,
      bar: { atMost: 1.1 },
    },
  ];
}

function readingBars({ reading }: Measured): Bar[] {
  return [
    {
      what: 'Reading a clean international cell ÷ bare parse',
      measured: reading.international.ours / reading.international.bare,
      bar: { atMost: 1.25 },
    },
    {
      what: 'Reading a messy cell ÷ bare parse',
      measured: reading.messy.ours / reading.messy.bare,
      bar: { atMost: 3 },
    },
  ];
}

function sizeBars({ coldLoad, size }: Measured): Bar[] {
  return [
    {
      what: 'Loading the node ÷ loading `libphonenumber-js/max`',
      measured: coldLoad.node / coldLoad.library,
      bar: { atMost: 1.3 },
    },
    { what: 'Tarball', measured: size.tarball / 1_000, bar: { atMost: 90 }, unit: 'kB' },
    { what: 'Unpacked', measured: size.unpacked / 1_000, bar: { atMost: 350 }, unit: 'kB' },
  ];
}

/** "1,000". */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
