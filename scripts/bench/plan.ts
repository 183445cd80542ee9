import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { PACKAGE_DIRECTORY } from '../../test/support/engine';
import { coldLoad, inFreshProcess, startWorker, type RemoteSandbox, type Worker } from './processes';
import type { Stretches } from './loop';
import type { Shares } from './profile';
import type { ReadingTimes } from './reading';
import { timeOnce, timesInRounds, timesOf, type RunsPerRound, type TimesByRows } from './rounds';
import { median } from './statistics';
import type { Subject, Times } from './worker';

/** How much is done: the whole, or just enough to see that everything works. */
export interface Extent {
  /** Of the most important figures. */
  readonly rounds: number;
  /** Of those that take long or hardly differ. */
  readonly fewRounds: number;
  readonly runsPerRound: RunsPerRound;
  readonly few: number;
  readonly many: number;
  readonly waiting: number;
  readonly byHand: number;
  readonly coldRounds: number;
  readonly cells: number;
}

export const FULL: Extent = {
  rounds: 5,
  fewRounds: 3,
  runsPerRound: { 1_000: 10, 10_000: 10, 100_000: 1 },
  few: 10_000,
  many: 100_000,
  waiting: 1_000,
  byHand: 1_000,
  coldRounds: 15,
  cells: 20_000,
};

export const QUICK: Extent = {
  rounds: 1,
  fewRounds: 1,
  runsPerRound: { 100: 2, 1_000: 2, 10_000: 1 },
  few: 1_000,
  many: 10_000,
  waiting: 100,
  byHand: 100,
  coldRounds: 3,
  cells: 2_000,
};

const SUBJECTS: readonly Subject[] = [
  'floor',
  'node',
  'floor rows',
  'node rows',
  'node, repeated cells',
  'evaluator',
  'node, other expression',
  'engine alone',
];

const ROWS_TO_WARM_UP = 2_000;
const WAITING: readonly Subject[] = ['floor, waiting', 'by hand, waiting', 'node, waiting'];

export const LATENCY_MS = 50;

/** Everything that was measured. */
export interface Measured {
  readonly extent: Extent;
  /** Medians, by number of rows. */
  readonly times: TimesByRows;
  readonly byHand: Readonly<
    Record<'fast' | 'slow', { node: Times; byHand: Times; nodeRequests: number; byHandRequests: number }>
  >;
  /** Milliseconds by the clock; requests by the node, and where its time went. */
  readonly waiting: Readonly<Record<'node' | 'floor' | 'helper' | 'requests', number>> & {
    readonly shares: Shares;
  };
  /** Bytes, by number of rows. */
  readonly heap: ReadonlyMap<number, { readonly node: number; readonly engine: number }>;
  readonly loop: Stretches;
  readonly reading: ReadingTimes;
  readonly coldLoad: { readonly node: number; readonly library: number };
  readonly size: { readonly tarball: number; readonly unpacked: number; readonly code: number };
}

/** Measures everything on one sandbox. */
export async function measure(
  sandbox: RemoteSandbox,
  extent: Extent,
  say: (what: string) => void,
): Promise<Measured> {
  const worker = startWorker();
  try {
    const { rounds, runsPerRound } = extent;
    say('warming up');
    const warmUp = { [ROWS_TO_WARM_UP]: 2 };
    await timesInRounds(worker, sandbox, { rounds: 1, runsPerRound: warmUp, subjects: SUBJECTS });
    say(`${rounds} rounds`);
    const times = await timesInRounds(worker, sandbox, { rounds, runsPerRound, subjects: SUBJECTS });

    say('by hand');
    const byHand = {
      fast: await besideByHand(worker, sandbox, extent.byHand, 0),
      slow: await besideByHand(worker, sandbox, extent.byHand, LATENCY_MS),
    };
    say('waiting');
    const waiting = await waitForAll(worker, sandbox, extent);
    await sandbox.prepare({ latencyMs: 0 });
    say('heap, event loop, reading, loading');
    return {
      extent,
      times,
      byHand,
      waiting,
      heap: await heaps(sandbox, extent),
      loop: await longestStretches(sandbox, extent),
      reading: await inFreshProcess({ kind: 'reading', cells: extent.cells, rounds: 9 }),
      coldLoad: coldLoads(extent.coldRounds),
      size: sizes(),
    };
  } finally {
    worker.stop();
  }
}

async function besideByHand(worker: Worker, sandbox: RemoteSandbox, rows: number, latencyMs: number) {
  await sandbox.prepare({ latencyMs });
  const node = await timeOnce(worker, sandbox, 'node', rows);
  const nodeRequests = await sandbox.requests();
  const byHand = await timeOnce(worker, sandbox, 'by hand', rows);
  return { node, nodeRequests, byHand, byHandRequests: await sandbox.requests() };
}

async function waitForAll(worker: Worker, sandbox: RemoteSandbox, { waiting: rows, fewRounds }: Extent) {
  await sandbox.prepare({ latencyMs: LATENCY_MS });
  const times = await timesInRounds(worker, sandbox, {
    rounds: fewRounds,
    runsPerRound: { [rows]: 1 },
    subjects: WAITING,
  });
  const requests = await sandbox.requests();
  const of = (subject: Subject): number => timesOf(times, rows, subject).wall;
  return {
    floor: of('floor, waiting'),
    helper: of('by hand, waiting'),
    node: of('node, waiting'),
    requests,
    shares: await inFreshProcess({
      kind: 'profile',
      subject: 'node, waiting',
      rows,
      account: sandbox.account,
    }),
  };
}

/** The longest of several processes, since none may be too long. */
async function longestStretches({ account }: RemoteSandbox, { many, fewRounds }: Extent): Promise<Stretches> {
  const all: Stretches[] = [];
  for (let round = 0; round < fewRounds; round += 1) {
    all.push(await inFreshProcess({ kind: 'loop', rows: many, account }));
  }
  const longest = (which: keyof Stretches): number => Math.max(...all.map((stretches) => stretches[which]));
  return {
    beforeExecute: longest('beforeExecute'),
    insideExecute: longest('insideExecute'),
    afterExecute: longest('afterExecute'),
    execute: longest('execute'),
  };
}

async function heaps(sandbox: RemoteSandbox, { few, many }: Extent) {
  const found = new Map<number, { node: number; engine: number }>();
  for (const rows of [few, many]) {
    const of = async (subject: Subject): Promise<number> => {
      await sandbox.prepare();
      return await inFreshProcess({ kind: 'heap', subject, rows, account: sandbox.account });
    };
    found.set(rows, { node: await of('node'), engine: await of('engine alone') });
  }
  return found;
}

function coldLoads(rounds: number) {
  const node: number[] = [];
  const library: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    library.push(coldLoad('libphonenumber-js/max'));
    node.push(coldLoad(join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/Kaleyra.node.js')));
  }
  return { node: median(node), library: median(library) };
}

function sizes() {
  const packed = readdirSync(dirname(PACKAGE_DIRECTORY)).find((name) => name.endsWith('.tgz')) ?? '';
  const files = readdirSync(PACKAGE_DIRECTORY, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const bytes = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + readFileSync(path).length, 0);
  return {
    tarball: statSync(join(dirname(PACKAGE_DIRECTORY), packed)).size,
    unpacked: bytes(files),
    code: bytes(files.filter((path) => path.endsWith('.js'))),
  };
}
