import type { Sandbox } from '../../test/support/sandbox';
import { REPEATED_CELLS, type Scenario } from './scenarios';
import { withWorker, type RunJob } from './startWorker';
import { atMost, format, median, type Threshold } from './thresholds';
import type { Times } from './worker';

/** How much is measured. */
export interface RunSize {
  readonly rounds: number;
  /** Two numbers of rows. */
  readonly few: number;
  readonly many: number;
  /** Rows of what sends a request for each. */
  readonly perItem: number;
}

const WARM_UP_ROWS = 2_000;
const RUNS_OF_FEW = 4;
const REPEATED = 'node, repeated cells';
const COMPARED: ReadonlyArray<readonly [string, number, Scenario, readonly Scenario[]]> = [
  ['Node ÷ baseline', 1.15, 'node', ['baseline']],
  ['Node ÷ baseline, one item per row', 1.15, 'node, one item per row', ['baseline, one item per row']],
  [
    'Node ÷ (baseline + evaluator), another expression',
    1.2,
    'node, other expression',
    ['baseline', 'evaluator'],
  ],
];

/** Compares the node with the baseline, and the node's own times at two sizes. */
export async function measureTimes(sandbox: Sandbox, { rounds, few, many }: RunSize): Promise<Threshold[]> {
  const scenarios = new Set(COMPARED.flatMap(([, , scenario, references]) => [...references, scenario]));
  const plan = (rows: number, runs: number) =>
    [...scenarios.add(REPEATED)].map((scenario) => ({ scenario, rows, runs }));
  const timesOf = await withWorker(sandbox, async (run) => {
    await timeInRounds(run, sandbox, 1, plan(WARM_UP_ROWS, 2));
    return await timeInRounds(run, sandbox, rounds, [...plan(few, RUNS_OF_FEW), ...plan(many, 1)]);
  });

  const sizes = [few, many];
  const manyRows = `${format(many)} rows`;
  // The sandbox's work is part of both sides of a ratio of wall times; of processor times it is part of neither.
  return (['wall', 'cpu'] as const).flatMap((clock) => {
    const time = (scenario: Scenario, rows: number): number => timesOf(scenario, rows)[clock];
    const ratio = (what: string, limit: number, value: number, reference: number): Threshold =>
      atMost(limit, clock === 'cpu' ? `${what}, processor time` : what, 'ms', value, reference);
    const compared = sizes.flatMap((rows) =>
      COMPARED.map(([name, limit, scenario, references]) => {
        const reference = references.reduce((sum, each) => sum + time(each, rows), 0);
        return ratio(`${name}, ${format(rows)} rows`, limit, time(scenario, rows), reference);
      }),
    );
    const repeated = `Node, ${manyRows} of ${format(REPEATED_CELLS)} different cells ÷ all different`;
    return [
      ...compared,
      ratio(`Node, ${manyRows} ÷ ${format(few)} rows`, 11, time('node', many), time('node', few)),
      ratio(repeated, 0.25, time(REPEATED, many), time('node', many)),
    ];
  });
}

interface PlannedRun {
  readonly scenario: Scenario;
  readonly rows: number;
  /** One right after another. */
  readonly runs: number;
}

interface Figures extends Times {
  readonly requests: number;
}

/**
 * Times everything in every round, so that what slows the machine down for a while slows down all that is compared.
 * @returns the median over the rounds of the mean in each
 */
export async function timeInRounds(
  run: RunJob,
  sandbox: Sandbox,
  rounds: number,
  plan: readonly PlannedRun[],
): Promise<(scenario: Scenario, rows: number) => Figures> {
  const timed: Array<PlannedRun & Figures> = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const planned of plan) {
      sandbox.reset();
      const times = await run('time', planned.scenario, planned.rows, planned.runs);
      timed.push({ ...planned, ...times, requests: sandbox.requests.length });
    }
  }
  return (scenario, rows) => {
    const found = timed.filter((times) => times.scenario === scenario && times.rows === rows);
    const of = (figure: keyof Figures): number => median(found.map((times) => times[figure]));
    return { wall: of('wall'), cpu: of('cpu'), requests: of('requests') };
  };
}
