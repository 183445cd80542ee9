import { faults, type Sandbox } from '../../test/support/sandbox';
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
// What slows the machine down for a second spoils many short runs that follow one another, but few of many rounds.
const ROUNDS_OF_FEW = 5;
const RUNS_OF_FEW = 3;
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
    const ofFew = await timeInRounds(run, sandbox, rounds * ROUNDS_OF_FEW, plan(few, RUNS_OF_FEW));
    const ofMany = await timeInRounds(run, sandbox, rounds, plan(many, 1));
    return (planned: PlannedRun) => (planned.rows === few ? ofFew : ofMany)(planned);
  });

  const sizes = [few, many];
  const manyRows = `${format(many)} rows`;
  // The sandbox's work is part of both sides of a ratio of wall times; of processor times it is part of neither.
  return (['wall', 'cpu'] as const).flatMap((clock) => {
    const time = (scenario: Scenario, rows: number): number => timesOf({ scenario, rows })[clock];
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

/** A run of a scenario. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly rows: number;
  /** One right after another; default 1. */
  readonly runs?: number;
  /** Before each response; default 0. */
  readonly latencyMs?: number;
  /** How many requests the sandbox takes at a time, without saying so. */
  readonly limit?: number;
}

/** What was measured of a planned run. */
export interface Figures extends Times {
  readonly requests: number;
  /** Of them, answered with 429. */
  readonly refused: number;
}

/** Forgets earlier runs and behaves as planned from now on. */
export function prepare(
  sandbox: Sandbox,
  { latencyMs = 0, limit }: Omit<PlannedRun, 'scenario' | 'rows'>,
): void {
  sandbox.reset();
  sandbox.set({ latencyMs });
  if (limit === undefined) return;
  // What was refused takes no place, although its answer takes as long.
  const isOpen = ({ status, fault }: (typeof sandbox.requests)[number]) => status === null && fault === null;
  sandbox.fault('any', faults.tooManyRequests(), {
    path: () => sandbox.requests.filter(isOpen).length > limit,
  });
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
): Promise<(plannedRun: PlannedRun) => Figures> {
  const timed: Array<Figures & { readonly of: string }> = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const planned of plan) {
      prepare(sandbox, planned);
      const times = await run('time', planned.scenario, planned.rows, planned.runs ?? 1);
      const { length: requests } = sandbox.requests;
      const refused = sandbox.requests.filter(({ status }) => status === 429).length;
      timed.push({ of: nameOf(planned), ...times, requests, refused });
    }
  }
  return (plannedRun) => {
    const found = timed.filter(({ of }) => of === nameOf(plannedRun));
    const middle = (figure: keyof Figures): number => median(found.map((times) => times[figure]));
    return {
      wall: middle('wall'),
      cpu: middle('cpu'),
      requests: middle('requests'),
      refused: middle('refused'),
    };
  };
}

function nameOf({ scenario, rows, latencyMs = 0, limit }: PlannedRun): string {
  return [scenario, rows, latencyMs, limit].join(' ');
}
