import type { Measurement, Tally } from './measure';

/** Sums over spellings, without those that the rules deliberately refuse. */
export interface Totals {
  readonly tried: number;
  readonly lost: number;
  readonly ambiguous: number;
  readonly rejected: number;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;

/** Tallies of spellings that should be read. */
export function toBeRead({ tallies }: Measurement): Tally[] {
  return tallies.filter(({ spelling }) => spelling.refusedBecause === undefined);
}

export function totals(tallies: readonly Tally[]): Totals {
  const sum = (key: keyof Totals): number => tallies.reduce((total, tally) => total + tally[key], 0);
  return { tried: sum('tried'), lost: sum('lost'), ambiguous: sum('ambiguous'), rejected: sum('rejected') };
}

/** One line for the log. */
export function summarize(measurement: Measurement): string {
  const { tried, lost, ambiguous, rejected } = totals(toBeRead(measurement));
  return [
    `${measurement.cells} cells in ${measurement.tallies.length} spellings`,
    `${measurement.strangers.length} strangers`,
    `${lost} lost of ${tried} (${percent(lost, tried)})`,
    `${ambiguous} ambiguous (${percent(ambiguous, tried)})`,
    `${rejected} needless rejected (${percent(rejected, tried)})`,
  ].join(', ');
}

/** The whole report: the totals, strangers, then every spelling, most lost first, with its first unread cells. */
export function formatReport(measurement: Measurement, unreadable: readonly string[]): string {
  const rows = [...measurement.tallies].sort((a, b) => b.lost / b.tried - a.lost / a.tried);
  return [
    summarize(measurement),
    `left out, national format not read back: ${unreadable.length} (${unreadable.join('; ')})`,
    '',
    ...measurement.strangers.map((stranger) => `STRANGER ${stranger}`),
    '',
    '  tried   lost          ambiguous  rejected  spelling',
    ...rows.flatMap(formatTally),
    '',
  ].join('\n');
}

function formatTally({ spelling, tried, lost, ambiguous, rejected, examples }: Tally): string[] {
  const carries =
    spelling.refusedBecause === undefined ? '' : ` (refused on purpose: ${spelling.refusedBecause})`;
  const counts = [
    String(tried).padStart(7),
    String(lost).padStart(6),
    percent(lost, tried).padStart(8),
    String(ambiguous).padStart(10),
    String(rejected).padStart(9),
  ].join(' ');
  return [
    `${counts}  ${spelling.name}${carries}`,
    ...examples.map((example) => `${' '.repeat(12)}${example}`),
  ];
}
