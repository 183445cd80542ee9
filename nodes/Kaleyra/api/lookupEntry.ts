import type { Lookup } from '../types';
import { entryLookupId, entryNumber, entryStatement, statusWord } from './entryFields';
import { excerpt, type WireObject } from './json';
import { keptFields } from './keptFields';
import { NETWORK_FIELDS, networkValue } from './networkValue';
import type { Envelope } from './response';

/**
 * The lookup in one entry of a bulk lookup's response: accepted, without results yet. If it has results but no ID, they
 * are all that there will be.
 */
export function acceptedLookup(
  entry: WireObject,
  envelope: Envelope,
  lookedUpAt: string | null = null,
): Lookup {
  const lookup = toLookup(entry, envelope, { status: 'accepted', isPorted: null, lookedUpAt });
  return lookup.lookupId === null && hasResult(entry) ? completeLookup(entry, envelope, lookedUpAt) : lookup;
}

/**
 * The lookup in one entry of a synchronous lookup's response. Without a status word, it is complete, even if the fields
 * about the network are empty: only where they are missing, an ID means that the lookup has just begun.
 */
export function completeLookup(
  entry: WireObject,
  envelope: Envelope,
  lookedUpAt: string | null = null,
): Lookup {
  const isAnswered =
    NETWORK_FIELDS.some((name) => name in entry) || entryLookupId(entry, envelope.id) === null;
  const status = statusWord(entry) ?? (isAnswered ? 'complete' : 'pending');
  return lookupWithStatus(status, entry, envelope, lookedUpAt);
}

/** The lookup in a details response: complete, pending or failed. */
export function lookupDetails(entry: WireObject, envelope: Envelope): Lookup {
  const status = statusWord(entry) ?? (isComplete(entry) ? 'complete' : 'pending');
  return lookupWithStatus(status, entry, envelope, null);
}

function lookupWithStatus(
  status: 'complete' | 'pending' | 'failed',
  entry: WireObject,
  envelope: Envelope,
  lookedUpAt: string | null,
): Lookup {
  const lookup = toLookup(entry, envelope, { status, isPorted: isPorted(entry), lookedUpAt });
  if (status === 'complete') return lookup;
  const reason = excerpt(entryStatement(entry).text ?? '');
  return {
    ...lookup,
    note: status === 'pending' ? STILL_PENDING : `Kaleyra will not complete this lookup: ${reason}`,
  };
}

const STILL_PENDING = 'Kaleyra is still processing this lookup. Use Get Details to fetch it later.';

function toLookup(
  entry: WireObject,
  envelope: Envelope,
  ours: Pick<Lookup, 'status' | 'isPorted' | 'lookedUpAt'>,
): Lookup {
  return {
    mobileNumber: entryNumber(entry) ?? '',
    lookupId: entryLookupId(entry, envelope.id),
    requestId: envelope.id,
    fields: keptFields(entry),
    status: ours.status,
    isPorted: ours.isPorted,
    lookedUpAt: ours.lookedUpAt,
  };
}

/**
 * Whether a lookup is complete. What an incomplete one looks like is not documented, so this is an assumption. A status
 * word decides if there is one. Otherwise a lookup is complete once any field about the network is filled: in the
 * documented sample of a complete one, some operator fields are empty, but never all of them. The country alone does
 * not count, because it follows from the number. Any other shape counts as pending.
 */
export function isComplete(entry: WireObject): boolean {
  const word = statusWord(entry);
  return word === null ? hasResult(entry) : word === 'complete';
}

/** Whether any field about the network is filled. */
export function hasResult(entry: WireObject): boolean {
  return NETWORK_FIELDS.some((name) => networkValue(entry, name) !== null);
}

/**
 * Whether the number was ported to another network: false if the current MCC and MNC equal the original ones, true if
 * they differ and both operator names are present and differ too, else null.
 */
export function isPorted(entry: WireObject): boolean | null {
  const value = (name: string): string | null => networkValue(entry, name);
  const [mcc, originalMcc] = [value('current_mcc'), value('original_mcc')];
  const [mnc, originalMnc] = [value('current_mnc'), value('original_mnc')];
  if (mcc === null || originalMcc === null || mnc === null || originalMnc === null) return null;
  if (mcc === originalMcc && mnc === originalMnc) return false;
  const [operator, originalOperator] = [value('current_operator'), value('original_operator')];
  return operator !== null && originalOperator !== null && operator !== originalOperator ? true : null;
}
