import type { Sandbox } from '../../test/support/sandbox';
import { FIXED_CONCURRENCY } from './scenarios';
import { withWorker } from './startWorker';
import { atMost, format, type Threshold } from './thresholds';
import { prepare, timeInRounds, type Figures, type RunSize } from './times';

const ROUNDS = 3;
const BATCH = { startBulk: 1_000, lookUpNow: 100 };
const EXECUTIONS = 20;
const SHARED_LIMIT = 10;

/** Compares how long requests take side by side with one after another, five at a time, and the ideal. */
export async function measureRequests(sandbox: Sandbox, { perItem, few }: RunSize): Promise<Threshold[]> {
  const details = { scenario: 'node, waiting', rows: perItem, latencyMs: 50 } as const;
  const slowDetails = { ...details, rows: perItem * 0.1, latencyMs: 500 };
  const limited = [details, slowDetails].flatMap((one) =>
    ([16, 4] as const).map((limit) => ({ ...one, limit })),
  );
  const byFive = { ...details, scenario: 'per item, concurrent' } as const;
  const now = { scenario: 'node, Look Up Now', rows: perItem * 3, latencyMs: 500 } as const;
  const bulk = { scenario: 'node', rows: few, latencyMs: 2_000 } as const;
  const plan = [details, byFive, slowDetails, ...limited, now, bulk];
  const of = await withWorker(sandbox, (run) => timeInRounds(run, sandbox, ROUNDS, plan));

  const lookups = `${format(details.rows)} details at ${details.latencyMs} ms`;
  const requests = of(bulk).requests;
  return [
    {
      what: `Requests for ${format(few)} rows, Start Bulk`,
      comparison: '=',
      limit: few / 1_000,
      value: requests,
    },
    atMost(
      0.45,
      `${lookups} ÷ ${FIXED_CONCURRENCY} at a time through n8n's HTTP helper`,
      'ms',
      of(details).wall,
      of(byFive).wall,
    ),
    ...limited.flatMap((one) => againstIdeal(one, of(one))),
    overOneByOne(0.35, `${format(now.rows)} numbers by Look Up Now`, now, BATCH.lookUpNow, of(now)),
    overOneByOne(0.45, `${format(few)} rows by Start Bulk`, bulk, BATCH.startBulk, of(bulk)),
    ...(await measureTogether(sandbox, perItem * 0.1)),
  ];
}

interface Limited {
  readonly rows: number;
  readonly latencyMs: number;
  readonly limit: 4 | 16;
}

// The thread's own time is more than the waiting where many requests are under way.
function againstIdeal({ rows, latencyMs, limit }: Limited, figures: Figures): Threshold[] {
  const what = `${format(rows)} details at ${latencyMs} ms, hidden limit of ${limit}`;
  const ideal = Math.max((rows * latencyMs) / limit, figures.cpu);
  const share = (100 * figures.refused) / figures.requests;
  return [
    atMost(limit === 4 ? 1.25 : 1.3, `${what} ÷ ideal`, 'ms', figures.wall, ideal),
    ...(limit === 4 ? [atMost(2, `${what}: answered with 429`, '%', share)] : []),
  ];
}

function overOneByOne(
  limit: number,
  what: string,
  { rows, latencyMs }: Pick<Limited, 'rows' | 'latencyMs'>,
  batchSize: number,
  { wall }: Figures,
): Threshold {
  const oneByOne = Math.ceil(rows / batchSize) * latencyMs;
  return atMost(limit, `${what} at ${latencyMs} ms ÷ its requests one after another`, 'ms', wall, oneByOne);
}

/** Executions that share what Kaleyra takes. A run that fails ends the benchmark. */
async function measureTogether(sandbox: Sandbox, rows: number): Promise<Threshold[]> {
  prepare(sandbox, { latencyMs: 50, limit: SHARED_LIMIT });
  const took = await withWorker(sandbox, (run) => run('together', 'node, waiting', rows, EXECUTIONS));
  const what = `${EXECUTIONS} executions of ${format(rows)} details at once, hidden limit of ${SHARED_LIMIT} for all`;
  const paidTwice = [...sandbox.timesBilled().values()].filter((times) => times > 1).length;
  return [
    atMost(3, `${what}: longest ÷ shortest`, 'ms', Math.max(...took), Math.min(...took)),
    { what: `${what}: numbers paid twice`, comparison: '=', limit: 0, value: paidTwice },
  ];
}
