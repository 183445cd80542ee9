import type { RemoteSandbox, Worker } from './processes';
import { mean, median } from './statistics';
import type { Subject, Times } from './worker';

/** How often each number of rows is run in a round. */
export type RunsPerRound = Readonly<Record<string, number>>;

/** What is run beside one another. */
export interface Rounds {
  readonly rounds: number;
  readonly runsPerRound: RunsPerRound;
  readonly subjects: readonly Subject[];
}

/** The times of each subject, by number of rows. */
export type TimesByRows = ReadonlyMap<number, ReadonlyMap<Subject, Times>>;

/** The times of one subject with one number of rows. */
export function timesOf(times: TimesByRows, rows: number, subject: Subject): Times {
  const found = times.get(rows)?.get(subject);
  if (found === undefined) throw new Error(`'${subject}' was not measured.`);
  return found;
}

interface Run {
  readonly rows: number;
  readonly subject: Subject;
}

/** Runs one subject once. */
export async function timeOnce(
  worker: Worker,
  sandbox: RemoteSandbox,
  subject: Subject,
  rows: number,
): Promise<Times> {
  await sandbox.prepare();
  return await worker.do({ kind: 'time', subject, rows, account: sandbox.account });
}

/**
 * Runs every subject with every number of rows, so often in each round: what slows the machine down for a while slows
 * down all that is compared.
 * @returns the median over the rounds of the mean in each
 */
export async function timesInRounds(
  worker: Worker,
  sandbox: RemoteSandbox,
  { rounds, runsPerRound, subjects }: Rounds,
): Promise<TimesByRows> {
  const schedule = spread(subjects, runsPerRound);
  const timed: Array<Run & Times & { readonly round: number }> = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const run of schedule) {
      timed.push({ ...run, ...(await timeOnce(worker, sandbox, run.subject, run.rows)), round });
    }
  }

  const figure = (rows: number, subject: Subject, clock: keyof Times): number => {
    const runs = timed.filter((run) => run.rows === rows && run.subject === subject);
    const inRound = (round: number) => runs.filter((run) => run.round === round).map((run) => run[clock]);
    return median(Array.from({ length: rounds }, (_, round) => mean(inRound(round))));
  };
  return new Map(
    Object.keys(runsPerRound)
      .map(Number)
      .map((rows) => [
        rows,
        new Map(
          subjects.map((subject) => [
            subject,
            { wall: figure(rows, subject, 'wall'), cpu: figure(rows, subject, 'cpu') },
          ]),
        ),
      ]),
  );
}

/** The runs of one round, those of each kind as far from one another as can be. */
function spread(subjects: readonly Subject[], runsPerRound: RunsPerRound): Run[] {
  return Object.entries(runsPerRound)
    .flatMap(([rows, runs]) =>
      Array.from({ length: runs * subjects.length }, (_, i) => ({
        rows: Number(rows),
        subject: subjects[i % subjects.length] as Subject,
        at: i / (runs * subjects.length),
      })),
    )
    .sort((a, b) => a.at - b.at);
}
