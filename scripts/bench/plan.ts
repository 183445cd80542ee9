import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { PACKAGE_DIRECTORY } from '../../test/engine/harness';
import { coldLoad, inFreshProcess, startWorker, type RemoteSandbox, type Worker } from './processes';
import type { Stretches } from './loop';
import type { ReadingTimes } from './reading';
import { median } from './statistics';
import type { Load, Subject, Times } from './worker';

/** How much is done: the whole, or just enough to see that everything works. */
export interface Extent {
  /** Rounds by number of rows. */
  readonly rounds: Readonly<Record<string, number>>;
  readonly few: number;
  readonly many: number;
  readonly waiting: number;
  readonly byHand: number;
  readonly coldRounds: number;
  readonly cells: number;
}

export const FULL: Extent = {
  rounds: { 1_000: 21, 10_000: 21, 100_000: 9 },
  few: 10_000,
  many: 100_000,
  waiting: 1_000,
  byHand: 1_000,
  coldRounds: 15,
  cells: 20_000,
};

export const QUICK: Extent = {
  rounds: { 100: 2, 1_000: 2, 10_000: 1 },
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
  'evaluator',
  'node, other expression',
  'engine alone',
];

// With V8's own sizes n8n's evaluator took 750 or 1,450 ms for the same 10,000 rows, by chance; with a young generation of
// the size that a busy process grows to, each of seven rounds took the shorter.
const STEADY = ['--min-semi-space-size=16'];

export const LATENCY_MS = 50;
export const REPEATED_CELLS = 1_000;

/** Everything that was measured. */
export interface Measured {
  readonly extent: Extent;
  /** Medians, by number of rows. */
  readonly times: ReadonlyMap<number, ReadonlyMap<Subject, Times>>;
  readonly repeated: Times;
  readonly byHand: Readonly<
    Record<'fast' | 'slow', { node: Times; byHand: Times; nodeRequests: number; byHandRequests: number }>
  >;
  /** Milliseconds; requests by the node. */
  readonly waiting: Readonly<Record<'node' | 'floor' | 'helper' | 'requests', number>>;
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
  const worker = startWorker(STEADY);
  try {
    const times = new Map<number, Map<Subject, Times>>();
    await warmUp(worker, sandbox);
    for (const [rows, rounds] of Object.entries(extent.rounds)) {
      say(`${rows} rows, ${rounds} rounds`);
      times.set(Number(rows), await timesInTurn(worker, sandbox, { rows: Number(rows) }, SUBJECTS, rounds));
    }
    const repeated = { rows: extent.many, different: REPEATED_CELLS };
    const ofRepeated = await timesInTurn(worker, sandbox, repeated, ['node'], 5);

    say('by hand');
    const byHand = {
      fast: await besideByHand(worker, sandbox, extent.byHand, 0),
      slow: await besideByHand(worker, sandbox, extent.byHand, LATENCY_MS),
    };
    say('waiting');
    const waiting = await waitForAll(worker, sandbox, extent.waiting);
    await sandbox.prepare({ latencyMs: 0 });
    say('heap, event loop, reading, loading');
    return {
      extent,
      times,
      repeated: timesOf(ofRepeated, 'node'),
      byHand,
      waiting,
      heap: await heaps(sandbox, extent),
      loop: await inFreshProcess({ kind: 'loop', load: { rows: extent.many }, account: sandbox.account }),
      reading: await inFreshProcess({ kind: 'reading', cells: extent.cells, rounds: 9 }),
      coldLoad: coldLoads(extent.coldRounds),
      size: sizes(),
    };
  } finally {
    worker.stop();
  }
}

/** The median times of one subject. */
export function timesOf(times: ReadonlyMap<Subject, Times> | undefined, subject: Subject): Times {
  const found = times?.get(subject);
  if (found === undefined) throw new Error(`'${subject}' was not measured.`);
  return found;
}

async function warmUp(worker: Worker, sandbox: RemoteSandbox): Promise<void> {
  await timesInTurn(worker, sandbox, { rows: 2_000 }, SUBJECTS, 2);
}

// In turn, so that what slows the machine down for a while slows down everything alike.
async function timesInTurn(
  worker: Worker,
  sandbox: RemoteSandbox,
  load: Load,
  subjects: readonly Subject[],
  rounds: number,
): Promise<Map<Subject, Times>> {
  const all = new Map(subjects.map((subject) => [subject, [] as Times[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [subject, times] of all) {
      await sandbox.prepare();
      times.push(await worker.do({ kind: 'time', subject, load, account: sandbox.account }));
    }
  }
  return new Map(
    [...all].map(([subject, times]) => [
      subject,
      { wall: median(times.map(({ wall }) => wall)), cpu: median(times.map(({ cpu }) => cpu)) },
    ]),
  );
}

async function besideByHand(worker: Worker, sandbox: RemoteSandbox, rows: number, latencyMs: number) {
  await sandbox.prepare({ latencyMs });
  const one = async (subject: Subject): Promise<[Times, number]> => {
    await sandbox.prepare();
    const times = await worker.do({ kind: 'time', subject, load: { rows }, account: sandbox.account });
    return [times, await sandbox.requests()];
  };
  const [node, nodeRequests] = await one('node');
  const [byHand, byHandRequests] = await one('by hand');
  return { node, nodeRequests, byHand, byHandRequests };
}

async function waitForAll(worker: Worker, sandbox: RemoteSandbox, rows: number) {
  await sandbox.prepare({ latencyMs: LATENCY_MS });
  const { account } = sandbox;
  const of = async (subject: Subject): Promise<number> => {
    await sandbox.prepare();
    return (await worker.do({ kind: 'time', subject, load: { rows }, account })).wall;
  };
  const floor = await of('floor, waiting');
  const helper = await of('by hand, waiting');
  return { floor, helper, node: await of('node, waiting'), requests: await sandbox.requests() };
}

async function heaps(sandbox: RemoteSandbox, { few, many }: Extent) {
  const found = new Map<number, { node: number; engine: number }>();
  for (const rows of [few, many]) {
    const of = async (subject: Subject): Promise<number> => {
      await sandbox.prepare();
      return await inFreshProcess({ kind: 'heap', subject, load: { rows }, account: sandbox.account });
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
