import { matchLookups, type MatchedLookups } from '../../../nodes/Kaleyra/lookup/matchLookups';
import { forEachNow } from '../../../test/support/forEachNow';
import { digitsOf, type Exchange, type Observations, type Step } from '../observations';

export type Verdict = 'confirmed' | 'contradicted' | 'not seen';

/** What one assumption looks like after everything that was observed. */
export interface Finding {
  readonly verdict: Verdict;
  readonly why: string;
  /** The exchange that shows it best. */
  readonly evidence: Exchange | null;
}

/** Something that the node takes for granted about Kaleyra's API, and what decides whether it is so. */
export interface Check {
  readonly id: string;
  /** The documentation page that says so; null where nothing public does. */
  readonly documentedIn: string | null;
  readonly statement: string;
  /** Pure. */
  check(seen: Observations): Finding | Promise<Finding>;
}

/** It was seen to be so. */
export function confirmed(why: string, evidence: Exchange | null): Finding {
  return { verdict: 'confirmed', why, evidence };
}

/** It was seen to be otherwise. */
export function contradicted(why: string, evidence: Exchange): Finding {
  return { verdict: 'contradicted', why, evidence };
}

/** Nothing that was observed decides it. */
export function notSeen(why: string, evidence: Exchange | null = null): Finding {
  return { verdict: 'not seen', why, evidence };
}

/** Nothing was requested that could decide it, or its outcome does not. */
export function notObserved([first]: ReadonlyArray<Exchange | undefined>): Finding {
  return first === undefined ? notSeen('was not asked') : notSeen(first.label, first);
}

/** The first exchange with a problem contradicts; null where none has. */
export function firstProblem(
  exchanges: readonly Exchange[],
  problemOf: (exchange: Exchange) => string | null,
): Finding | null {
  for (const exchange of exchanges) {
    const problem = problemOf(exchange);
    if (problem !== null) return contradicted(problem, exchange);
  }
  return null;
}

/** Confirmed by the first of these; not seen where there is none. */
export function confirmedBy([first]: readonly Exchange[], why: string, whyNot: string): Finding {
  return first === undefined ? notSeen(whyNot) : confirmed(why, first);
}

/** The exchanges of these steps, in order of time. */
export function exchangesFor({ exchanges }: Observations, ...steps: readonly Step[]): Exchange[] {
  return exchanges.filter(({ step }) => steps.includes(step));
}

/** Numbers that neither an entry nor a counter of the response accounts for. */
export function unexplained({ numbers, entries, envelope }: Exchange): number {
  return numbers.length - entries.length - (envelope?.invalidCount ?? 0) - (envelope?.duplicateCount ?? 0);
}

/** Which of some lookups is about which number of its request, by the node's own rules. */
export async function matchNumbers(
  { numbers }: Observations,
  exchange: Exchange,
  lookups = exchange.lookups,
): Promise<MatchedLookups> {
  const sent = new Set(exchange.numbers.map((text) => text.replace('+', '')));
  const batch = numbers
    .map((number, index) => ({ number, digits: digitsOf(number), itemIndexes: [index] }))
    .filter(({ digits }) => sent.has(digits));
  return await matchLookups(batch, lookups, forEachNow);
}

/** "1 number", "2 numbers". */
export function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`;
}
