// Does what it is told to, one job after another, and answers with the figures.
import { FIELD_PATH, OTHER_EXPRESSION, runByHand, runEngineAlone, runEvaluator, runNode } from './engine';
import { HANDS, runFloor, runWaitingFloor } from './floor';
import { peakHeap } from './heap';
import { longestStretches, type Stretches } from './loop';
import type { SandboxAccount } from './processes';
import { profile, type Shares } from './profile';
import { readingTimes, type ReadingTimes } from './reading';
import { makeRows, REPEATED_CELLS, type Row } from './rows';

export type Subject =
  | 'floor'
  | 'floor rows'
  | 'node'
  | 'node rows'
  | 'node, repeated cells'
  | 'node, other expression'
  | 'floor, waiting'
  | 'node, waiting'
  | 'evaluator'
  | 'engine alone'
  | 'by hand'
  | 'by hand, waiting';

export type Job =
  | {
      readonly kind: 'time' | 'heap' | 'profile';
      readonly subject: Subject;
      readonly rows: number;
      readonly account: SandboxAccount;
    }
  | { readonly kind: 'loop'; readonly rows: number; readonly account: SandboxAccount }
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
  profile: Shares;
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
    'node, repeated cells': (rows, account) => RUNS.node(rows, account),
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

// Or the loading of n8n's modules would be most of a profile.
const ROWS_TO_WARM_UP = 50;

function rowsOf(subject: Subject, count: number): Row[] {
  return makeRows(count, subject === 'node, repeated cells' ? REPEATED_CELLS : count);
}

async function timeOf(subject: Subject, count: number, account: SandboxAccount): Promise<Times> {
  const rows = rowsOf(subject, count);
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const { length } = await RUNS[subject](rows, account);
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const expected = subject === 'node, repeated cells' ? Math.min(count, REPEATED_CELLS) : count;
  if (length !== expected) throw new Error(`${subject} gave ${length} items instead of ${expected}.`);
  return { wall, cpu: (user + system) / 1e3 };
}

async function work(job: Job): Promise<Results[Job['kind']]> {
  switch (job.kind) {
    case 'time':
      return await timeOf(job.subject, job.rows, job.account);
    case 'heap': {
      const rows = rowsOf(job.subject, job.rows);
      return await peakHeap(() => RUNS[job.subject](rows, job.account));
    }
    case 'profile': {
      const rows = rowsOf(job.subject, job.rows);
      await RUNS[job.subject](rows.slice(0, ROWS_TO_WARM_UP), job.account);
      return await profile(() => RUNS[job.subject](rows, job.account));
    }
    case 'loop':
      return await longestStretches(makeRows(job.rows), job.account);
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
