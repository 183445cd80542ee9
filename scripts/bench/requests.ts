import type { Sandbox } from '../../test/support/sandbox';
import { FIXED_CONCURRENCY, type Scenario } from './scenarios';
import { withWorker } from './startWorker';
import { atMost, format, type Threshold } from './thresholds';
import { timeInRounds, type RunSize } from './times';

const LATENCY_MS = 50;
const WAITING_ROUNDS = 3;

/** Compares the node with one request per item, where each request takes a while. */
export async function measureRequests(sandbox: Sandbox, { perItem: rows }: RunSize): Promise<Threshold[]> {
  sandbox.set({ latencyMs: LATENCY_MS });
  const plan = (...scenarios: Scenario[]) => scenarios.map((scenario) => ({ scenario, rows, runs: 1 }));
  const [waiting, single] = await withWorker(sandbox, async (run) => [
    await timeInRounds(run, sandbox, WAITING_ROUNDS, plan('per item, concurrent', 'node, waiting')),
    await timeInRounds(run, sandbox, 1, plan('node', 'per item')),
  ]);
  sandbox.set({ latencyMs: 0 });

  const [node, perItem] = [single('node', rows), single('per item', rows)];
  const count = format(rows);
  const faster = { value: perItem.wall, reference: node.wall, unit: 'ms' };
  const ratio = `One request per item ÷ node at ${LATENCY_MS} ms latency`;
  return [
    {
      what: `Requests for ${count} rows, one per item`,
      comparison: '=',
      limit: rows,
      value: perItem.requests,
    },
    { what: `Requests for ${count} rows, node`, comparison: '=', limit: 1, value: node.requests },
    { what: ratio, comparison: '≥', limit: 50, ...faster },
    atMost(
      1.1,
      `Waiting for ${count} details ÷ n8n's HTTP helper alone, ${FIXED_CONCURRENCY} at a time`,
      'ms',
      waiting('node, waiting', rows).wall,
      waiting('per item, concurrent', rows).wall,
    ),
  ];
}
