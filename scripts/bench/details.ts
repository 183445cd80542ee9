import { READ_CONCURRENCY } from '../../nodes/Kaleyra/api/client';
import type { Sandbox } from '../../test/support/sandbox';
import { duration, toTable } from './felt';
import { FIXED_CONCURRENCY } from './scenarios';
import { withWorker } from './startWorker';
import { atMost, format, type Threshold } from './thresholds';
import { timeInRounds, type Figures, type PlannedRun, type RunSize } from './times';

// One after another, requests take as much longer as they are, so a few are enough.
const ONE_BY_ONE = 40;
const LIMITS = [undefined, 16, 4] as const;

/** What was measured of details at one latency and one hidden limit. */
interface Case {
  readonly name: string;
  readonly limit: (typeof LIMITS)[number];
  readonly node: Figures;
  /** Milliseconds, as are the others. */
  readonly oneByOne: number;
  readonly byFive: number;
  readonly ideal: number;
}

/** Compares how long details take in the node with one after another, five at a time, and the ideal. */
export async function measureDetails(sandbox: Sandbox, { rounds, perItem }: RunSize) {
  const fast = await measureAt(sandbox, rounds, perItem, 50);
  const slow = await measureAt(sandbox, 1, perItem * 0.2, 500);
  const header = ['One after another', 'Five at a time', 'This node', 'Ideal', 'Answered with 429'];
  const lines = [...fast, ...slow].map(({ name, oneByOne, byFive, node, ideal }) => [
    name,
    ...[oneByOne, byFive, node.wall, ideal].map((ms) => duration(ms / 1e3)),
    `${format(refusedShare(node))} %`,
  ]);
  return { table: toTable(['Details', ...header], lines), thresholds: fast.flatMap(toThresholds) };
}

async function measureAt(sandbox: Sandbox, rounds: number, rows: number, latencyMs: number): Promise<Case[]> {
  const plan = (scenario: PlannedRun['scenario'], limit?: number, count = rows): PlannedRun => ({
    scenario,
    rows: count,
    latencyMs,
    ...(limit === undefined ? {} : { limit }),
  });
  const oneByOne = plan('per item', undefined, ONE_BY_ONE);
  // A limit that five requests do not reach makes no difference to them.
  const byFive = (limit = Infinity): PlannedRun =>
    plan('per item, concurrent', limit < FIXED_CONCURRENCY ? limit : undefined);
  const byNode = LIMITS.map((limit) => plan('node, waiting', limit));
  const of = await withWorker(sandbox, (run) =>
    timeInRounds(run, sandbox, rounds, [oneByOne, byFive(), byFive(4), ...byNode]),
  );
  return LIMITS.map((limit) => {
    const node = of(plan('node, waiting', limit));
    // The thread's own time is more than the waiting where many requests are under way.
    const ideal = Math.max((rows * latencyMs) / (limit ?? READ_CONCURRENCY.max), node.cpu);
    return {
      name: `${format(rows)} at ${latencyMs} ms, ${limit === undefined ? 'no limit' : `hidden limit of ${limit}`}`,
      limit,
      node,
      oneByOne: (of(oneByOne).wall * rows) / ONE_BY_ONE,
      byFive: of(byFive(limit)).wall,
      ideal,
    };
  });
}

function toThresholds({ name, limit, node, byFive, ideal }: Case): Threshold[] {
  if (limit === undefined)
    return [atMost(0.45, `Details, ${name} ÷ ${FIXED_CONCURRENCY} at a time`, 'ms', node.wall, byFive)];
  const share = atMost(2, `Details, ${name}: answered with 429`, '%', refusedShare(node));
  return [
    atMost(limit === 4 ? 1.25 : 1.3, `Details, ${name} ÷ ideal`, 'ms', node.wall, ideal),
    ...(limit === 4 ? [share] : []),
  ];
}

function refusedShare({ refused, requests }: Figures): number {
  return (100 * refused) / requests;
}
