import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../api/json';
import { runKey } from './execution';
import { StoredLookups } from './storedRecords';

/** The details that this run of the node has found, by lookup ID. */
export interface DetailsStore {
  readonly found: StoredLookups;
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
  const earlier = nodeContext[key];
  const record = isObject(earlier) ? (earlier as IDataObject) : {};
  nodeContext[key] = record;
  return {
    found: new StoredLookups(record),
    clear() {
      delete nodeContext[key];
    },
  };
}
