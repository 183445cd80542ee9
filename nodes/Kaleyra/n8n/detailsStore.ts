import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isFinal } from '../lookup/pollDetails';
import type { Lookup } from '../types';
import { runKey } from './execution';

/** The details that this run of the node has found, by lookup ID. */
export interface DetailsStore {
  /** Null if they have not been found yet. */
  get(lookupId: string): Lookup | null;
  /** Stores final details; others may still change. */
  save(lookupId: string, lookup: Lookup): void;
  /** Everything found so far. */
  found(): Lookup[];
  /** Forgets everything, once no further try needs it. */
  clear(): void;
}

/**
 * Opens the store of details, so that *Retry On Fail* asks only for those that are still missing. It lives where
 * `openRetryStore` keeps its own, but keeps results only as long as the node may be tried again.
 */
export function openDetailsStore(context: IExecuteFunctions, scope: readonly string[]): DetailsStore {
  const nodeContext = context.getContext('node');
  const key = ['kaleyraDetails', runKey(context), ...scope].join(' ');
  const stored = (): Record<string, Lookup> => (nodeContext[key] ?? {}) as unknown as Record<string, Lookup>;

  return {
    get(lookupId) {
      const lookups = stored();
      return Object.hasOwn(lookups, lookupId) ? (lookups[lookupId] ?? null) : null;
    },
    save(lookupId, lookup) {
      if (!isFinal(lookup)) return;
      const lookups = stored();
      lookups[lookupId] = lookup;
      nodeContext[key] = lookups as unknown as IDataObject;
    },
    found: () => Object.values(stored()),
    clear() {
      delete nodeContext[key];
    },
  };
}
