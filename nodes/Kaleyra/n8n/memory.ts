import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Answer, Fate, Stray, Wanted } from '../batch';

/** A lookup that was paid for; its number is null where it is not known which one that is. */
export interface AcceptedLookup {
  readonly phone_number: string | null;
  readonly lookup_id: string | null;
}

/** What is known of the numbers this run sent before, in an earlier try of the same execution. */
export interface Memory {
  /** Null where the number was never sent, or was surely not processed. */
  recall(e164: string): Fate | null;
  /** Answers that belonged to no number, linked to rows that exist now. */
  strays(rowCount: number): Stray[];
  /** Lookups that were paid for numbers which are no longer wanted. */
  unwanted(wanted: readonly Wanted[]): Answer[];
  remember(fates: ReadonlyMap<string, Fate>, strays: readonly Stray[]): void;
  /** All that Kaleyra accepted so far, what matches no number included. */
  accepted(): AcceptedLookup[];
  clear(): void;
}

interface Stored {
  fates: Record<string, Fate>;
  strays: Stray[];
}

/**
 * Opens the memory of one round of the node. It lives in n8n's node context, which is kept over the tries of *Retry On
 * Fail* and over a retried execution; address, account and operation are part of its key, so that an answer is never
 * taken for that of another account, and the run index, so that a loop's next round asks afresh.
 */
export function openMemory(context: IExecuteFunctions, scope: readonly string[]): Memory {
  const store = context.getContext('node');
  const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
  const key = ['kaleyra', runIndex, ...scope].join(' ');
  const stored = (): Stored => {
    store[key] ??= { fates: {}, strays: [] } satisfies Stored as unknown as IDataObject;
    return store[key] as unknown as Stored;
  };
  const known = (): Stored => (store[key] as unknown as Stored | undefined) ?? { fates: {}, strays: [] };

  return {
    recall: (e164) => known().fates[e164] ?? null,
    strays: (rowCount) =>
      known().strays.map(({ answer, item }) => ({ answer, item: Math.min(item, rowCount - 1) })),
    unwanted(wanted) {
      const still = new Set(wanted.map(({ number }) => number.e164));
      return Object.entries(known().fates).flatMap(([e164, fate]) =>
        fate.kind === 'answered' && !still.has(e164) ? fate.answers : [],
      );
    },
    remember(fates, strays) {
      const { fates: all, strays: allStrays } = stored();
      for (const [e164, fate] of fates) if (isWorthRemembering(fate)) all[e164] = fate;
      for (const stray of strays) allStrays.push(stray);
    },
    accepted() {
      const { fates, strays } = known();
      const ofNumbers = Object.entries(fates).flatMap(([e164, fate]) =>
        fate.kind === 'answered' ? fate.answers.map((answer) => acceptedLookup(e164, answer)) : [],
      );
      return [...ofNumbers, ...strays.map(({ answer }) => acceptedLookup(null, answer))];
    },
    clear() {
      delete store[key];
    },
  };
}

function acceptedLookup(phoneNumber: string | null, { lookupId }: Answer): AcceptedLookup {
  return { phone_number: phoneNumber, lookup_id: lookupId };
}

// What was surely not processed may be sent again; everything else that was sent may not.
function isWorthRemembering(fate: Fate): boolean {
  return fate.kind !== 'failed' || fate.failure.unconfirmed;
}
