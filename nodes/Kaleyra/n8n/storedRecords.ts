import { isObject } from '../api/json';
import type { LookupStore } from '../lookup/types';
import type { Lookup } from '../types';

// What n8n's node context gives back in a retried execution may have been stored by another version of this node, or be
// damaged, so nothing is relied on that was not checked.

const STATUSES: readonly unknown[] = ['accepted', 'pending', 'complete', 'failed'] satisfies Array<
  Lookup['status']
>;

/** Lookups in a record of the node context. */
export class StoredLookups implements LookupStore {
  constructor(private readonly record: Record<string, unknown>) {}

  /** Undefined also for what is no lookup. */
  get(key: string): Lookup | undefined {
    const found = this.record[nameOf(key)];
    return isLookup(found) ? found : undefined;
  }

  set(key: string, lookup: Lookup): void {
    this.record[nameOf(key)] = lookup;
  }

  values(): Lookup[] {
    return Object.values(this.record).filter(isLookup);
  }
}

// A user's lookup ID may be `__proto__`.
function nameOf(key: string): string {
  return `lookup ${key}`;
}

/** Whether a stored outcome of a number is one: see `StoredOutcome`. */
export function isOutcome(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isTextOrNull);
  if (!isObject(value)) return false;
  if (value.kind === 'accepted') return Array.isArray(value.lookups) && value.lookups.every(isLookup);
  const { kind, failure, unconfirmedSends = 1 } = value;
  if (!(Number(unconfirmedSends) >= 1)) return false;
  if (kind === 'notAccepted') return typeof value.text === 'string';
  return kind === 'failed' && isObject(failure) && isUnconfirmedFailure(failure);
}

function isUnconfirmedFailure({ message, advice, text, unconfirmed }: Record<string, unknown>): boolean {
  return (
    typeof message === 'string' && typeof advice === 'string' && isTextOrNull(text) && unconfirmed === true
  );
}

/** Whether a stored unmatched lookup is one. */
export function isUnmatched(value: unknown): boolean {
  return isObject(value) && isLookup(value.lookup) && Number(value.itemIndex) >= 0;
}

function isLookup(value: unknown): value is Lookup {
  return (
    isObject(value) &&
    isTextOrNull(value.lookupId) &&
    typeof value.mobileNumber === 'string' &&
    STATUSES.includes(value.status) &&
    isObject(value.fields)
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
