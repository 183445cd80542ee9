import type { Sandbox } from '../../test/support/sandbox';
import type { Series } from './plot';
import type { Scenario } from './scenarios';
import { withWorker } from './startWorker';
import { format } from './thresholds';
import { timeInRounds, type RunSize } from './times';

const ROUNDS = 3;
const LATENCY_MS = 50;

/** Times what a user waits for: rows by hand, by the node and by a script that does only what cannot be left out. */
export async function measureFelt(sandbox: Sandbox, { perItem, few, many }: RunSize): Promise<Series[]> {
  const sizes = [perItem, few, many];
  const plan = (scenario: Scenario, rows: number) => ({ scenario, rows, latencyMs: LATENCY_MS });
  const compared = sizes.flatMap((rows) => [plan('node', rows), plan('baseline', rows)]);
  const [byHand, others] = await withWorker(sandbox, async (run) => [
    await timeInRounds(run, sandbox, 1, [plan('per item', perItem)]),
    await timeInRounds(run, sandbox, ROUNDS, compared),
  ]);
  const each = byHand(plan('per item', perItem)).wall / perItem;
  const seconds = (scenario: Scenario) =>
    sizes.map((rows) => ({ rows, seconds: others(plan(scenario, rows)).wall / 1e3 }));
  return [
    { name: 'By hand', points: sizes.map((rows) => ({ rows, seconds: (each * rows) / 1e3 })) },
    { name: 'This node', points: seconds('node') },
    { name: 'Floor', points: seconds('baseline') },
  ];
}

/** A table of what was timed: a row for each way, a column for each number of rows. */
export function feltTable(series: readonly Series[]): string {
  const [first] = series;
  const sizes = (first?.points ?? []).map(({ rows }) => `${format(rows)} rows`);
  const lines = series.map(({ name, points }) => [name, ...points.map(({ seconds }) => duration(seconds))]);
  return toTable(['Start Bulk, 50 ms a request', ...sizes], lines);
}

/** A table in Markdown. */
export function toTable(header: readonly string[], lines: ReadonlyArray<readonly string[]>): string {
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** "0.4 s", "12 s", "9 min", "1.5 h" */
export function duration(seconds: number): string {
  const [divisor, unit] = seconds < 60 ? [1, 's'] : seconds < 3_600 ? [60, 'min'] : [3_600, 'h'];
  return `${(seconds / divisor).toLocaleString('en-US', { maximumSignificantDigits: 2 })} ${unit}`;
}
