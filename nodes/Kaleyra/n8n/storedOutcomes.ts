import { isObject } from '../api/json';
import { sendsWithoutAnswer } from '../lookup/outcomeHistory';
import type { LookupOutcome, UnmatchedLookup } from '../lookup/types';
import { failureOf, type Lookup } from '../types';
import { forEachYielding } from './eventLoop';
import { isOutcome, isUnmatched } from './storedRecords';

const VERSION = 5;

/** What remains of an accepted number whose results have been returned. */
type LookupIds = ReadonlyArray<string | null>;

/** What is stored about a number; odd where it is damaged, so it is only read with the functions below. */
export type StoredOutcome = LookupOutcome | LookupIds;

/** Numbers that were stored together, in E.164, and the outcome of each. */
interface StoredBatch {
  readonly numbers: readonly string[];
  outcomes: readonly StoredOutcome[];
}

/** What n8n's node context holds about one run of the node. */
export interface StoredRun {
  readonly version: typeof VERSION;
  /**
   * In the order in which they were stored: of a number that is in several, the last outcome counts. Lists, because
   * adding 100,000 numbers to a record by number takes as long as the rest of the work on their responses.
   */
  readonly batches: StoredBatch[];
  readonly unmatched: UnmatchedLookup[];
  /** Something was stored here that cannot be read, by another version of this node or because it is damaged. */
  readonly hasUnknown?: true;
}

/** The outcome of a number that was sent by a run of which nothing can be read. */
export const UNKNOWN_OUTCOME: LookupOutcome = {
  kind: 'failed',
  failure: failureOf(
    'What this execution sent earlier cannot be read: another version of this node stored it, or it is damaged',
    "Kaleyra may have charged this number. Check the Kaleyra console, or turn on 'Retry Unconfirmed' to send it.",
    { unconfirmed: true },
  ),
  unconfirmedSends: 1,
};

/** Reads a value of the node context; what cannot be read may hold any number. */
export function asStoredRun(value: unknown): StoredRun {
  if (isStoredRun(value)) return value;
  const empty: StoredRun = { version: VERSION, batches: [], unmatched: [] };
  return value === undefined ? empty : { ...empty, hasUnknown: true };
}

const sound = new WeakSet<object>();

// A run is read for each number, but only one that another process stored can be damaged, so it is checked once. Its
// outcomes are checked one by one as they are read, because all of 100,000 at once would hold the thread.
function isStoredRun(value: unknown): value is StoredRun {
  if (!isObject(value)) return false;
  if (sound.has(value)) return true;
  const { version, batches, unmatched } = value;
  if (version !== VERSION || !Array.isArray(batches) || !Array.isArray(unmatched)) return false;
  const isSound = batches.every(isStoredBatch) && unmatched.every(isUnmatched);
  if (isSound) sound.add(value);
  return isSound;
}

function isStoredBatch(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { numbers, outcomes } = value;
  if (!Array.isArray(numbers) || !Array.isArray(outcomes)) return false;
  return numbers.length === outcomes.length && numbers.every((number) => typeof number === 'string');
}

const indexes = new WeakMap<StoredRun, Map<string, StoredOutcome>>();

/** The last outcome of each number. */
export function outcomesIn(run: StoredRun): ReadonlyMap<string, StoredOutcome> {
  return knownOf(indexes, run, indexOf);
}

function knownOf<T>(known: WeakMap<StoredRun, T>, run: StoredRun, make: (run: StoredRun) => T): T {
  let found = known.get(run);
  if (found === undefined) known.set(run, (found = make(run)));
  return found;
}

function indexOf({ batches }: StoredRun): Map<string, StoredOutcome> {
  const index = new Map<string, StoredOutcome>();
  for (const { numbers, outcomes } of batches) addTo(index, numbers, outcomes);
  return index;
}

function addTo(
  index: Map<string, StoredOutcome>,
  numbers: readonly string[],
  outcomes: readonly StoredOutcome[],
): void {
  numbers.forEach((e164, i) => index.set(e164, outcomes[i] as StoredOutcome));
}

/** Adds the outcomes of numbers. */
export function addBatch(
  run: StoredRun,
  numbers: readonly string[],
  outcomes: readonly LookupOutcome[],
): void {
  run.batches.push({ numbers, outcomes });
  counts.delete(run);
  unansweredSends.delete(run);
  const index = indexes.get(run);
  if (index !== undefined) addTo(index, numbers, outcomes);
}

/** Forgets what the lookups of a run found, but neither their IDs nor that its other numbers may have been charged. */
export async function compactRun(run: StoredRun): Promise<void> {
  indexes.delete(run);
  await forEachYielding(run.batches, (batch) => {
    batch.outcomes = batch.outcomes.map((stored) => {
      const lookupIds = lookupIdsOf(stored);
      return lookupIds.length === 0 ? stored : lookupIds;
    });
  });
}

// Both are counted once, so that a loop does not have to count those of its earlier rounds again.
const counts = new WeakMap<StoredRun, number>();
const unansweredSends = new WeakMap<StoredRun, ReadonlyMap<string, number>>();

/** How many numbers a run may have been charged for; Infinity if unknown. */
export function chargeableIn(run: StoredRun): number {
  if (run.hasUnknown === true) return Infinity;
  return knownOf(counts, run, () => (indexes.get(run) ?? indexOf(run)).size);
}

/** By number in E.164, how many requests with it got no answer. */
export function unansweredSendsIn(run: StoredRun): ReadonlyMap<string, number> {
  return knownOf(unansweredSends, run, countUnansweredSends);
}

// Without an index of all numbers, which would hold the thread: those that got no answer are few.
function countUnansweredSends({ batches }: StoredRun): Map<string, number> {
  const sends = new Map<string, number>();
  for (const { numbers, outcomes } of batches) {
    numbers.forEach((e164, i) => {
      const stored = outcomes[i] as StoredOutcome;
      const count = lookupIdsOf(stored).length > 0 ? 0 : sendsWithoutAnswer(readOutcome(stored));
      if (count > 0) sends.set(e164, count);
      else if (sends.size > 0) sends.delete(e164);
    });
  }
  return sends;
}

/** The IDs of an accepted number's lookups. */
export function lookupIdsOf(stored: StoredOutcome): LookupIds {
  if (!isOutcome(stored)) return [];
  if (!('kind' in stored)) return stored;
  return stored.kind === 'accepted' ? stored.lookups.map(({ lookupId }) => lookupId) : [];
}

/** The outcome as it was before `compactBatch`, without what its lookups had found. */
export function readOutcome(stored: StoredOutcome | undefined): LookupOutcome | null {
  if (stored === undefined) return null;
  if (!isOutcome(stored)) return UNKNOWN_OUTCOME;
  if ('kind' in stored) return stored;
  return { kind: 'accepted', lookups: stored.map(returnedLookup) };
}

// One literal, because a spread would take many times as long: see `mergeFields`.
function returnedLookup(lookupId: string | null): Lookup {
  const status = 'accepted';
  return {
    mobileNumber: '',
    lookupId,
    requestId: null,
    fields: {},
    status,
    lookedUpAt: null,
    isPorted: null,
  };
}
