import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../api/json';
import type { RetryStore } from '../lookup/batchPorts';
import { isUnconfirmed, sendsWithoutAnswer } from '../lookup/outcomeHistory';
import type {
  AcceptedLookup,
  BatchResults,
  LookupOutcome,
  Paid,
  UniqueNumber,
  UnmatchedLookup,
} from '../lookup/types';
import { failureOf, type Lookup } from '../types';
import { forEachYielding } from './eventLoop';
import { isTool, runKey } from './execution';
import { isOutcome, isUnmatched } from './storedRecords';

const VERSION = 4;
const KEY_PREFIX = 'kaleyra ';

/** What remains of an accepted number whose results have been returned. */
type LookupIds = ReadonlyArray<string | null>;

type StoredOutcome = LookupOutcome | LookupIds;

interface Stored {
  version: typeof VERSION;
  /**
   * By the last two digits, and then by E.164: a record of 100,000 holds the thread for tens of milliseconds when it
   * grows and when its keys are listed.
   */
  outcomes: Record<string, Record<string, StoredOutcome>>;
  unmatched: UnmatchedLookup[];
  /** How many numbers there are, so that a loop does not have to count those of its earlier rounds again. */
  count: number;
  /** Something was stored here that cannot be read, by another version of this node or because it is damaged. */
  hasUnknown?: true;
}

/** A store that can be reduced to what is needed to never pay twice. */
export interface CompactableRetryStore extends RetryStore {
  /** Everything Kaleyra has accepted so far, unmatched lookups included, and what it may have charged. */
  paid(): Paid;
  /** The same under another account or operation, which is not in the output. */
  paidElsewhere(): Paid;
  /** The numbers, in E.164, that may have been charged, but that the items no longer contain. */
  unconfirmedOrphans(uniqueNumbers: readonly UniqueNumber[]): Promise<string[]>;
  /** Forgets what the lookups of some numbers found, but neither their IDs nor that they may have been charged. */
  compact(uniqueNumbers: readonly UniqueNumber[], known: BatchResults['outcomes']): Promise<void>;
}

/**
 * Opens the store of one run of the node. It lives in n8n's node context, which survives the tries of *Retry On Fail*
 * and a retried execution. Its key includes base URL, SID and operation, so that lookups of different accounts are
 * never mixed up, and the run index, so that the next iteration of a loop sends its numbers. For an AI agent's tool,
 * each call and each try has another run index, so all of them share one store.
 */
export function openRetryStore(context: IExecuteFunctions, scope: readonly string[]): CompactableRetryStore {
  const nodeContext = context.getContext('node');
  const isShared = isTool(context.getNode());
  const key = KEY_PREFIX + [runKey(context), ...scope].join(' ');
  const isOfScope = (name: string): boolean =>
    name.startsWith(KEY_PREFIX) && name.endsWith(` ${scope.join(' ')}`);
  let sendsElsewhere: Map<string, number> | null = null;
  // A first try has stored nothing, so there is no need to look 100,000 numbers up in it.
  const isEmpty = (): boolean => nodeContext[key] === undefined;
  const isFirstTry = isEmpty();
  const readable = (): Stored => asStored(nodeContext[key]);
  const writable = (): Stored => {
    const stored = readable();
    nodeContext[key] = stored as unknown as IDataObject;
    return stored;
  };
  // Other calls of a tool have numbers of their own.
  const forEachOrphan = async (
    uniqueNumbers: readonly UniqueNumber[],
    work: (e164: string, outcome: LookupOutcome) => void,
  ): Promise<void> => {
    if (isShared || isEmpty()) return;
    const current = new Set<string>();
    await forEachYielding(uniqueNumbers, ({ number }) => current.add(number.e164));
    await forEachYielding(storedOutcomes(readable()), ([e164, stored]) => {
      const outcome = current.has(e164) ? null : restored(stored);
      if (outcome !== null) work(e164, outcome);
    });
  };

  return {
    outcomeOf(e164) {
      if (isEmpty()) return null;
      const { outcomes, hasUnknown } = readable();
      return restored(shardOf(outcomes, e164)[e164]) ?? (hasUnknown === true ? UNKNOWN_OUTCOME : null);
    },
    // Other calls of a tool have already returned their lookups.
    unmatched: (itemCount) =>
      isShared
        ? []
        : readable().unmatched.map(({ lookup, itemIndex }) => ({
            lookup,
            itemIndex: Math.min(itemIndex, itemCount - 1),
          })),
    async orphaned(uniqueNumbers) {
      const orphaned: UnmatchedLookup[] = [];
      await forEachOrphan(uniqueNumbers, (_e164, outcome) => {
        if (outcome.kind !== 'accepted') return;
        for (const lookup of outcome.lookups) orphaned.push({ lookup, itemIndex: 0 });
      });
      return orphaned;
    },
    async unconfirmedOrphans(uniqueNumbers) {
      const orphaned: string[] = [];
      // All that the first try stores is in its items.
      if (isFirstTry) return orphaned;
      await forEachOrphan(uniqueNumbers, (e164, outcome) => {
        if (isUnconfirmed(outcome)) orphaned.push(e164);
      });
      return orphaned;
    },
    save(outcomes, unmatched) {
      const stored = writable();
      for (const { uniqueNumber, outcome } of outcomes) {
        if (!mayHaveBeenCharged(outcome)) continue;
        const { e164 } = uniqueNumber.number;
        const shard = shardOf(stored.outcomes, e164);
        if (shard[e164] === undefined) stored.count += 1;
        shard[e164] = outcome;
      }
      for (const one of unmatched) stored.unmatched.push(one);
    },
    paid: () => paidIn([readable()]),
    paidElsewhere: () => paidIn(storesOfRun(context, key)),
    unconfirmedSendsElsewhere(e164) {
      sendsElsewhere ??= countUnconfirmedSends(
        Object.entries(nodeContext)
          .filter(([name]) => name !== key && isOfScope(name))
          .map(([, value]) => asStored(value)),
      );
      return sendsElsewhere.get(e164) ?? 0;
    },
    chargeableCount: () =>
      Object.entries(nodeContext).reduce(
        (total, [name, value]) => total + (name.startsWith(KEY_PREFIX) ? countOf(asStored(value)) : 0),
        0,
      ),
    async compact(uniqueNumbers, known) {
      if (isShared || isEmpty()) return;
      const { outcomes } = writable();
      await forEachYielding(uniqueNumbers, ({ index, number: { e164 } }) => {
        const outcome = known[index];
        if (outcome?.kind !== 'accepted') return;
        shardOf(outcomes, e164)[e164] = outcome.lookups.map(({ lookupId }) => lookupId);
      });
    },
  };
}

/**
 * What earlier tries of this run of the node have paid for, whatever the account and operation: an error before anything
 * is sent must not hide it. Nothing for an AI agent's tool, whose earlier calls have returned theirs.
 */
export function paidEarlier(context: IExecuteFunctions): Paid {
  return paidIn(storesOfRun(context));
}

function storesOfRun(context: IExecuteFunctions, except?: string): Stored[] {
  if (isTool(context.getNode())) return [];
  const prefix = `${KEY_PREFIX}${runKey(context)} `;
  return Object.entries(context.getContext('node'))
    .filter(([name]) => name.startsWith(prefix) && name !== except)
    .map(([, value]) => asStored(value));
}

function paidIn(stores: readonly Stored[]): Paid {
  const accepted: AcceptedLookup[] = [];
  const unconfirmed: string[] = [];
  for (const stored of stores) {
    for (const [phone_number, outcome] of storedOutcomes(stored)) {
      for (const lookup_id of lookupIdsOf(outcome)) accepted.push({ phone_number, lookup_id });
      if (isUnconfirmed(restored(outcome) ?? undefined)) unconfirmed.push(phone_number);
    }
    for (const { lookup } of stored.unmatched)
      accepted.push({ phone_number: null, lookup_id: lookup.lookupId });
  }
  return { accepted, unconfirmed };
}

// Node.js gives an object without a prototype no hidden classes, of which 10,000 numbers would otherwise need thousands.
function shardOf(outcomes: Stored['outcomes'], e164: string): Record<string, StoredOutcome> {
  return (outcomes[e164.slice(-2)] ??= Object.create(null) as Record<string, StoredOutcome>);
}

function* storedOutcomes({ outcomes }: Stored): Generator<[e164: string, StoredOutcome]> {
  for (const shard of Object.values(outcomes)) yield* Object.entries(shard);
}

function countUnconfirmedSends(runs: readonly Stored[]): Map<string, number> {
  const sends = new Map<string, number>();
  for (const run of runs) {
    for (const [e164, stored] of storedOutcomes(run)) {
      const count = sendsWithoutAnswer(restored(stored));
      if (count > 0) sends.set(e164, (sends.get(e164) ?? 0) + count);
    }
  }
  return sends;
}

function countOf({ count, hasUnknown }: Stored): number {
  return hasUnknown === true ? Infinity : count;
}

const UNKNOWN_OUTCOME: LookupOutcome = {
  kind: 'failed',
  failure: failureOf(
    'What this execution sent earlier cannot be read: another version of this node stored it, or it is damaged',
    "Kaleyra may have charged this number. Check the Kaleyra console, or turn on 'Retry Unconfirmed' to send it.",
    { unconfirmed: true },
  ),
  unconfirmedSends: 1,
};

function asStored(value: unknown): Stored {
  if (isStored(value)) return value;
  const empty: Stored = { version: VERSION, outcomes: {}, unmatched: [], count: 0 };
  return value === undefined ? empty : { ...empty, hasUnknown: true };
}

const sound = new WeakSet<object>();

// A record is read for each number, but only one that another process stored can be damaged, so it is checked once. Its
// outcomes are checked one by one as they are read, because all of 100,000 at once would hold the thread.
function isStored(value: unknown): value is Stored {
  if (!isObject(value)) return false;
  if (sound.has(value)) return true;
  const { version, outcomes, unmatched, count } = value;
  if (version !== VERSION || !isObject(outcomes) || !Array.isArray(unmatched)) return false;
  const shards = Object.values(outcomes);
  const isSound =
    shards.every(isObject) &&
    shards.reduce((total, shard) => total + Object.keys(shard).length, 0) === count &&
    unmatched.every(isUnmatched);
  if (isSound) sound.add(value);
  return isSound;
}

function lookupIdsOf(stored: StoredOutcome): LookupIds {
  if (!isOutcome(stored)) return [];
  if (!('kind' in stored)) return stored;
  return stored.kind === 'accepted' ? stored.lookups.map(({ lookupId }) => lookupId) : [];
}

function restored(stored: StoredOutcome | undefined): LookupOutcome | null {
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

// Only numbers that were certainly not processed can be sent again, so only the others need to be stored.
function mayHaveBeenCharged(outcome: LookupOutcome): boolean {
  return outcome.kind !== 'failed' || outcome.failure.unconfirmed;
}
