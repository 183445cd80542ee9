import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { RetryStore } from '../lookup/batchPorts';
import { isUnconfirmed } from '../lookup/outcomeHistory';
import type { AcceptedLookup, LookupOutcome, Paid, UniqueNumber, UnmatchedLookup } from '../lookup/types';
import { forEachYielding } from './eventLoop';
import { isTool, runKey } from './execution';
import {
  addBatch,
  asStoredRun,
  chargeableIn,
  compactRun,
  lookupIdsOf,
  outcomesIn,
  readOutcome,
  unansweredSendsIn,
  UNKNOWN_OUTCOME,
  type StoredRun,
} from './storedOutcomes';

const KEY_PREFIX = 'kaleyra ';

/** A store that can be reduced to what is needed to never pay twice. */
export interface CompactableRetryStore extends RetryStore {
  /** Everything Kaleyra has accepted so far, unmatched lookups included, and what it may have charged. */
  paid(): Paid;
  /** The same under another account or operation, which is not in the output. */
  paidElsewhere(): Paid;
  /** The numbers, in E.164, that may have been charged, but that the items no longer contain. */
  unconfirmedOrphans(uniqueNumbers: readonly UniqueNumber[]): Promise<string[]>;
  /**
   * Forgets what was found, once it has been returned, but neither the IDs of lookups nor which numbers may have been
   * charged. For a tool, only the lookups that match no number: a later call may ask for the others.
   */
  compact(): Promise<void>;
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
  let sendsElsewhere: ReadonlyArray<ReadonlyMap<string, number>> | null = null;
  // A first try has stored nothing, so there is no need to look 100,000 numbers up in it.
  const isEmpty = (): boolean => nodeContext[key] === undefined;
  const isFirstTry = isEmpty();
  const readable = (): StoredRun => asStoredRun(nodeContext[key]);
  const writable = (): StoredRun => {
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
    await forEachYielding(outcomesIn(readable()), ([e164, stored]) => {
      const outcome = current.has(e164) ? null : readOutcome(stored);
      if (outcome !== null) work(e164, outcome);
    });
  };

  return {
    outcomeOf(e164) {
      if (isEmpty()) return null;
      const stored = readable();
      return (
        readOutcome(outcomesIn(stored).get(e164)) ?? (stored.hasUnknown === true ? UNKNOWN_OUTCOME : null)
      );
    },
    unmatched: (itemCount) =>
      readable().unmatched.map(({ lookup, itemIndex }) => ({
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
      const chargeable = outcomes.filter(({ outcome }) => mayHaveBeenCharged(outcome));
      if (chargeable.length > 0) {
        const numbers = chargeable.map(({ uniqueNumber }) => uniqueNumber.number.e164);
        const theirs = chargeable.map(({ outcome }) => outcome);
        addBatch(stored, numbers, theirs);
      }
      for (const one of unmatched) stored.unmatched.push(one);
    },
    paid: () => paidIn([readable()]),
    paidElsewhere: () => paidIn(storesOfRun(context, key)),
    unconfirmedSendsElsewhere: (e164) => {
      sendsElsewhere ??= Object.entries(nodeContext)
        .filter(([name]) => name !== key && isOfScope(name))
        .map(([, value]) => unansweredSendsIn(asStoredRun(value)))
        .filter(({ size }) => size > 0);
      return sendsElsewhere.reduce((sum, sends) => sum + (sends.get(e164) ?? 0), 0);
    },
    chargeableCount: () =>
      Object.entries(nodeContext)
        .filter(([name]) => name.startsWith(KEY_PREFIX))
        .reduce((sum, [, value]) => sum + chargeableIn(asStoredRun(value)), 0),
    async compact() {
      if (isEmpty()) return;
      const stored = writable();
      // The next call of a tool needs what was found for its numbers, but has none that these belong to.
      if (isShared) stored.unmatched.length = 0;
      else await compactRun(stored);
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

function storesOfRun(context: IExecuteFunctions, except?: string): StoredRun[] {
  if (isTool(context.getNode())) return [];
  const prefix = `${KEY_PREFIX}${runKey(context)} `;
  return Object.entries(context.getContext('node'))
    .filter(([name]) => name.startsWith(prefix) && name !== except)
    .map(([, value]) => asStoredRun(value));
}

function paidIn(stores: readonly StoredRun[]): Paid {
  const accepted: AcceptedLookup[] = [];
  const unconfirmed: string[] = [];
  for (const stored of stores) {
    for (const [phone_number, outcome] of outcomesIn(stored)) {
      for (const lookup_id of lookupIdsOf(outcome)) accepted.push({ phone_number, lookup_id });
      if (isUnconfirmed(readOutcome(outcome) ?? undefined)) unconfirmed.push(phone_number);
    }
    for (const { lookup } of stored.unmatched)
      accepted.push({ phone_number: null, lookup_id: lookup.lookupId });
  }
  return { accepted, unconfirmed };
}

// Only numbers that were certainly not processed can be sent again, so only the others need to be stored.
function mayHaveBeenCharged(outcome: LookupOutcome): boolean {
  return outcome.kind !== 'failed' || outcome.failure.unconfirmed;
}
