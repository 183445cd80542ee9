import type { Sandbox } from '../../test/support/sandbox';
import { withWorker } from './startWorker';
import { atMost, format, median, type Threshold } from './thresholds';
import { prepare, timeInRounds, type RunSize } from './times';

const BATCH = { startBulk: 1_000, lookUpNow: 100 };
const EXECUTIONS = 20;
const SHARED_LIMIT = 10;

/** Compares how long paid requests take side by side with one after another. */
export async function measureRequests(
  sandbox: Sandbox,
  { rounds, perItem, few }: RunSize,
): Promise<Threshold[]> {
  const now = { scenario: 'node, Look Up Now', rows: perItem * 3, latencyMs: 500 } as const;
  const bulk = { scenario: 'node', rows: few, latencyMs: 2_000 } as const;
  const of = await withWorker(sandbox, (run) => timeInRounds(run, sandbox, rounds, [now, bulk]));
  const overOneByOne = (
    limit: number,
    what: string,
    planned: typeof now | typeof bulk,
    batchSize: number,
  ) => {
    const { rows, latencyMs } = planned;
    const oneByOne = Math.ceil(rows / batchSize) * latencyMs;
    const name = `${format(rows)} ${what} at ${latencyMs} ms ÷ its requests one after another`;
    return atMost(limit, name, 'ms', of(planned).wall, oneByOne);
  };
  return [
    {
      what: `Requests for ${format(few)} rows, Start Bulk`,
      comparison: '=',
      limit: few / 1_000,
      value: of(bulk).requests,
    },
    overOneByOne(0.35, 'numbers by Look Up Now', now, BATCH.lookUpNow),
    overOneByOne(0.45, 'rows by Start Bulk', bulk, BATCH.startBulk),
    ...(await measureTogether(sandbox, rounds, perItem * 0.1)),
  ];
}

/** Executions that share what Kaleyra takes. A run that fails ends the benchmark. */
async function measureTogether(sandbox: Sandbox, rounds: number, rows: number): Promise<Threshold[]> {
  const longest: number[] = [];
  const shortest: number[] = [];
  let paidTwice = 0;
  for (let round = 0; round < rounds; round += 1) {
    prepare(sandbox, { latencyMs: 50, limit: SHARED_LIMIT });
    const took = await withWorker(sandbox, (run) => run('together', 'node, waiting', rows, EXECUTIONS));
    longest.push(Math.max(...took));
    shortest.push(Math.min(...took));
    paidTwice += [...sandbox.timesBilled().values()].filter((times) => times > 1).length;
  }
  const what = `${EXECUTIONS} executions of ${format(rows)} details at once, hidden limit of ${SHARED_LIMIT} for all`;
  return [
    atMost(3, `${what}: longest ÷ shortest`, 'ms', median(longest), median(shortest)),
    { what: `${what}: numbers paid twice`, comparison: '=', limit: 0, value: paidTwice },
  ];
}
