import { matchLookups, type MatchedLookups } from '../../../nodes/Kaleyra/lookup/matchLookups';
import { forEachNow } from '../../../test/support/forEachNow';
import { digitsOf, type Exchange, type Observations } from '../observations';

export type Verdict = 'confirmed' | 'contradicted' | 'not seen';

/** What one assumption looks like after everything that was observed. */
export interface Finding {
  readonly verdict: Verdict;
  readonly why: string;
  /** The exchange that shows it best. */
  readonly evidence: Exchange | null;
}

/** Something that the node takes for granted about Kaleyra's API, and what decides whether it is so. */
export interface Check<Id extends string = string> {
  readonly id: Id;
  /** The documentation page that says so; null where nothing public does. */
  readonly documentedIn: string | null;
  readonly statement: string;
  readonly check: (seen: Observations) => Promise<Finding>;
}

/** What may be found, in order: the first that applies decides. */
export type Candidates = ReadonlyArray<Finding | null | false>;
type Find = (seen: Observations) => Candidates | Promise<Candidates>;

/** An assumption that a page of Kaleyra's documentation confirms. */
export function documented<const Id extends string>(page: string, id: Id, statement: string, find: Find) {
  return { ...assumed(id, statement, find), documentedIn: page };
}

/** An assumption that nothing public confirms. */
export function assumed<const Id extends string>(id: Id, statement: string, find: Find): Check<Id> {
  const check = async (seen: Observations): Promise<Finding> =>
    (await find(seen)).find((one) => one !== null && one !== false) ?? notSeen('nothing decides it');
  return { id, documentedIn: null, statement, check };
}

type Evidence = Exchange | { readonly exchange: Exchange };
type Reason = string | false | null;

/** Shown to be so by the first of these for which there is a reason; null where there is none. */
export const confirmed = shown('confirmed');
/** Shown to be otherwise by the first of these for which there is a reason; null where there is none. */
export const contradicted = shown('contradicted');

function shown(verdict: Verdict) {
  return <T extends Evidence>(
    list: readonly T[],
    why: Reason | ((evidence: T) => Reason),
  ): Finding | null => {
    for (const one of list) {
      const reason = typeof why === 'function' ? why(one) : why;
      if (typeof reason === 'string') return { verdict, why: reason, evidence: exchangeOf(one) };
    }
    return null;
  };
}

/** Nothing that was observed decides it. */
export function notSeen(why: string, [first]: readonly Evidence[] = []): Finding {
  return { verdict: 'not seen', why, evidence: first === undefined ? null : exchangeOf(first) };
}

function exchangeOf(evidence: Evidence): Exchange {
  return 'exchange' in evidence ? evidence.exchange : evidence;
}

/** Nothing was requested that could decide it, or its outcome does not. */
export function notObserved(exchanges: readonly Exchange[], why = exchanges[0]?.label ?? ''): Finding {
  return exchanges.length === 0 ? notSeen('was not asked') : notSeen(why, exchanges);
}

/** Those whose numbers Kaleyra accepted. */
export function accepted(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.filter(({ acceptedNumbers }) => acceptedNumbers === true);
}

/** Those whose numbers Kaleyra rejected. */
export function rejected(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.filter(({ acceptedNumbers }) => acceptedNumbers === false);
}

/** Numbers that neither an entry nor a counter of the response accounts for. */
export function unexplained({ numbers, entries, envelope }: Exchange): number {
  return numbers.length - entries.length - (envelope?.invalidCount ?? 0) - (envelope?.duplicateCount ?? 0);
}

/** Which lookup is about which number of its request, by the node's own rules. */
export async function matchNumbers(
  { numbers }: Observations,
  exchange: Exchange,
  lookups = exchange.lookups,
): Promise<MatchedLookups> {
  const sent = new Set(exchange.numbers.map((text) => text.replace('+', '')));
  const batch = numbers
    .map((number, index) => ({ index, number, digits: digitsOf(number), itemIndexes: [index] }))
    .filter(({ digits }) => sent.has(digits));
  return await matchLookups(batch, lookups, forEachNow);
}

/** "1 number", "2 numbers". */
export function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`;
}
