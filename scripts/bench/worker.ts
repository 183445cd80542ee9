// Does what it is told to, one job after another, and answers with the figures.
import { FIELD_PATH, OTHER_EXPRESSION, runByHand, runEngineAlone, runEvaluator, runNode } from './engine';
import { HANDS, runFloor, runWaitingFloor } from './floor';
import { peakHeap } from './heap';
import { longestStretches, type Stretches } from './loop';
import type { SandboxAccount } from './processes';
import { readingTimes, type ReadingTimes } from './reading';
import { makeRows, type Row } from './rows';

/** What a run is about: so many rows with so many different numbers. */
export interface Load {
  readonly rows: number;
  readonly different?: number;
}

export type Subject =
  | 'floor'
  | 'floor rows'
  | 'node'
  | 'node rows'
  | 'node, other expression'
  | 'floor, waiting'
  | 'node, waiting'
  | 'evaluator'
  | 'engine alone'
  | 'by hand'
  | 'by hand, waiting';

export type Job =
  | {
      readonly kind: 'time';
      readonly subject: Subject;
      readonly load: Load;
      readonly account: SandboxAccount;
    }
  | {
      readonly kind: 'heap';
      readonly subject: Subject;
      readonly load: Load;
      readonly account: SandboxAccount;
    }
  | { readonly kind: 'loop'; readonly load: Load; readonly account: SandboxAccount }
  | { readonly kind: 'reading'; readonly cells: number; readonly rounds: number };

/** Milliseconds by the clock and of the processor, garbage collector included. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

interface Results {
  time: Times;
  /** Bytes. */
  heap: number;
  loop: Stretches;
  reading: ReadingTimes;
}

export type Result<J extends Job> = Results[J['kind']];

const RUNS: Record<Subject, (rows: readonly Row[], account: SandboxAccount) => Promise<{ length: number }>> =
  {
    floor: (rows, account) => runFloor(rows, account, 'lookups'),
    'floor rows': (rows, account) => runFloor(rows, account, 'rows'),
    node: (rows, account) => runNode(rows, account, { operation: 'startBulk', phone: FIELD_PATH }),
    'node rows': (rows, account) =>
      runNode(rows, account, { operation: 'startBulk', phone: FIELD_PATH, output: 'rows' }),
    'node, other expression': (rows, account) =>
      runNode(rows, account, { operation: 'startBulk', phone: OTHER_EXPRESSION }),
    'floor, waiting': (rows, account) => runWaitingFloor(rows, account),
    'node, waiting': (rows, account) =>
      runNode(rows, account, { operation: 'startBulk', phone: FIELD_PATH, waitForDetails: true }),
    evaluator: async (rows, account) => {
      await runEvaluator(rows, account, OTHER_EXPRESSION);
      return rows;
    },
    'engine alone': (rows, account) => runEngineAlone(rows, account),
    'by hand': (rows, account) => runByHand(rows, account),
    'by hand, waiting': (rows, account) => runByHand(rows, account, HANDS),
  };

async function timeOf(subject: Subject, load: Load, account: SandboxAccount): Promise<Times> {
  const rows = makeRows(load.rows, load.different);
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const { length } = await RUNS[subject](rows, account);
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const expected = subject.endsWith('rows') ? load.rows : (load.different ?? load.rows);
  if (length !== expected) throw new Error(`${subject} gave ${length} items instead of ${expected}.`);
  return { wall, cpu: (user + system) / 1e3 };
}

async function work(job: Job): Promise<Results[Job['kind']]> {
  switch (job.kind) {
    case 'time':
      return await timeOf(job.subject, job.load, job.account);
    case 'heap': {
      const rows = makeRows(job.load.rows, job.load.different);
      return await peakHeap(() => RUNS[job.subject](rows, job.account));
    }
    case 'loop':
      return await longestStretches(makeRows(job.load.rows), job.account);
    case 'reading':
      return readingTimes(job.cells, job.rounds);
  }
}

process.on('message', (job: Job) => {
  work(job).then(
    (result) => process.send?.(result),
    (fault: unknown) => {
      console.error(fault);
      process.exit(1);
    },
  );
});
