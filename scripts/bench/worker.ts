// Runs jobs, each named by a message, and answers with their results.
import type { IDataObject } from 'n8n-workflow';

import type { SandboxAccount } from '../../test/support/credential';
import { longestEventLoopBlock, peakHeap, type Block } from './monitors';
import { makeRows, type Row } from './rows';
import { REPEATED_CELLS, SCENARIOS, type Scenario } from './scenarios';

/** Milliseconds; the processor time includes the garbage collector's threads. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

const account = JSON.parse(process.argv[2] ?? '') as SandboxAccount;

const jobs = {
  /** The mean of some runs. */
  async time(scenario: Scenario, count: number, runs: number): Promise<Times> {
    const rows = rowsFor(scenario, count);
    const numbers = new Set(rows.map(({ phone }) => phone)).size;
    globalThis.gc?.();
    const cpuStart = process.cpuUsage();
    const start = performance.now();
    for (let run = 0; run < runs; run += 1) {
      const { length } = await SCENARIOS[scenario](rows, account);
      if (length !== numbers) throw new Error(`'${scenario}': ${length} items for ${numbers} numbers.`);
    }
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(cpuStart);
    return { wall: wall / runs, cpu: (user + system) / 1e3 / runs };
  },
  async peakHeap(scenario: Scenario, count: number): Promise<number> {
    const rows = rowsFor(scenario, count);
    return await peakHeap(() => SCENARIOS[scenario](rows, account));
  },
  eventLoopBlock: (parameters: IDataObject, count: number): Promise<Block> =>
    longestEventLoopBlock(parameters, makeRows(count), account),
  /** Runs a scenario several times at once, each with other numbers; returns how long each run took. */
  async together(scenario: Scenario, count: number, executions: number): Promise<number[]> {
    const rows = makeRows(count * executions);
    const start = performance.now();
    return await Promise.all(
      Array.from({ length: executions }, async (_, i) => {
        await SCENARIOS[scenario](rows.slice(i * count, (i + 1) * count), account);
        return performance.now() - start;
      }),
    );
  },
};

export type Jobs = typeof jobs;

function rowsFor(scenario: Scenario, count: number): Row[] {
  return makeRows(count, scenario === 'node, repeated cells' ? REPEATED_CELLS : count);
}

process.on('message', ({ job, args }: { job: keyof Jobs; args: unknown[] }) => {
  (jobs[job] as (...args: unknown[]) => Promise<unknown>)(...args).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
