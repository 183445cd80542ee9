import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { RetryStore } from '../lookup/sendBatches';
import type { AcceptedLookup, LookupOutcome, UnmatchedLookup } from '../lookup/types';
import type { Lookup } from '../types';
import { forEachYielding } from './eventLoop';

interface Stored {
  outcomes: Record<string, LookupOutcome>;
  unmatched: UnmatchedLookup[];
}

/** A store that can be cleared once there will be no further try. */
export interface ClearableRetryStore extends RetryStore {
  clear(): void;
}

/**
 * Opens the store of one run of the node. It lives in n8n's node context, which survives the tries of *Retry On Fail*
 * and a retried execution. Its key includes base URL, SID and operation, so that lookups of different accounts are
 * never mixed up, and the run index, so that the next iteration of a loop starts from scratch.
 */
export function openRetryStore(context: IExecuteFunctions, scope: readonly string[]): ClearableRetryStore {
  const nodeContext = context.getContext('node');
  const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
  const key = ['kaleyra', runIndex, ...scope].join(' ');
  const writable = (): Stored => {
    nodeContext[key] ??= { outcomes: {}, unmatched: [] } satisfies Stored as unknown as IDataObject;
    return nodeContext[key] as unknown as Stored;
  };
  const readable = (): Stored =>
    (nodeContext[key] as unknown as Stored | undefined) ?? { outcomes: {}, unmatched: [] };

  return {
    outcomeOf: (e164) => readable().outcomes[e164] ?? null,
    unmatched: (itemCount) =>
      readable().unmatched.map(({ lookup, itemIndex }) => ({
        lookup,
        itemIndex: Math.min(itemIndex, itemCount - 1),
      })),
    async orphaned(uniqueNumbers) {
      const current = new Set(uniqueNumbers.map(({ number }) => number.e164));
      const orphaned: UnmatchedLookup[] = [];
      await forEachYielding(Object.entries(readable().outcomes), ([e164, outcome]) => {
        if (outcome.kind !== 'accepted' || current.has(e164)) return;
        for (const lookup of outcome.lookups) orphaned.push({ lookup, itemIndex: 0 });
      });
      return orphaned;
    },
    async save(outcomes, unmatched) {
      const stored = writable();
      await forEachYielding(outcomes, ([e164, outcome]) => {
        if (mayHaveBeenBilled(outcome)) stored.outcomes[e164] = outcome;
      });
      for (const one of unmatched) stored.unmatched.push(one);
    },
    accepted() {
      const { outcomes, unmatched } = readable();
      const ofNumbers = Object.entries(outcomes).flatMap(([e164, outcome]) =>
        outcome.kind === 'accepted' ? outcome.lookups.map((lookup) => toAccepted(e164, lookup)) : [],
      );
      return [...ofNumbers, ...unmatched.map(({ lookup }) => toAccepted(null, lookup))];
    },
    clear() {
      delete nodeContext[key];
    },
  };
}

function toAccepted(phoneNumber: string | null, { lookupId }: Lookup): AcceptedLookup {
  return { phone_number: phoneNumber, lookup_id: lookupId };
}

// Only numbers that were certainly not processed can be sent again, so only the others need to be stored.
function mayHaveBeenBilled(outcome: LookupOutcome): boolean {
  return outcome.kind !== 'failed' || outcome.failure.unconfirmed;
}
