import type { Lookup } from '../types';
import { asText, type Envelope, type WireObject } from './response';

/** The ID at the end of a `…/get-info/<lookup_id>` address, wherever that address points. */
const DETAILS_URL = /\/get-info\/([^/?#\s]+)\/?(?:[?#]\S*)?$/;

/**
 * Reads the lookup ID out of what a row holds: an ID, or the `url` Kaleyra gave. An address is only ever read, never
 * called.
 * @returns null for anything that cannot be an ID
 */
export function readLookupId(value: unknown): string | null {
  const text = (asText(value) ?? '').trim();
  const fromUrl = DETAILS_URL.exec(text)?.[1];
  if (fromUrl !== undefined) return usableId(decode(fromUrl));
  return /[\s/?#]/.test(text) ? null : usableId(decode(text));
}

/** One entry of a bulk lookup's response: accepted, nothing known yet. */
export function acceptedLookup(entry: WireObject, envelope: Envelope): Lookup {
  return toLookup(entry, envelope, 'accepted', null);
}

/** One entry of a synchronous lookup: everything is known. */
export function completeLookup(entry: WireObject, envelope: Envelope): Lookup {
  return toLookup(entry, envelope, 'complete', isPorted(entry));
}

/** What a lookup has found so far. */
export function lookupDetails(entry: WireObject, envelope: Envelope): Lookup {
  if (isComplete(entry)) return completeLookup(entry, envelope);
  const pending = toLookup(entry, envelope, 'pending', isPorted(entry));
  return { ...pending, note: 'Kaleyra is not done with it yet. Fetch it again later.' };
}

function toLookup(
  entry: WireObject,
  envelope: Envelope,
  status: Lookup['status'],
  isPortedNow: boolean | null,
): Lookup {
  return {
    mobileNumber: asText(entry.mobile_number) ?? '',
    lookupId: asText(entry.lookup_id) ?? readLookupId(asText(entry.url)?.match(DETAILS_URL)?.[0]),
    requestId: envelope.id,
    fields: entry,
    status,
    isPorted: isPortedNow,
  };
}

const PENDING_WORDS = /pending|process(?:ing)|progress|queue|submitted|accepted|initiated|wait/i;
const COMPLETE_WORDS = /^(?:complete|completed|done|success|finished|delivered)$/i;
/** What a lookup finds out about the network, under Kaleyra's names. */
export const NETWORK_FIELDS = [
  'current_mcc',
  'current_mnc',
  'current_operator',
  'original_mcc',
  'original_mnc',
  'original_operator',
];

/**
 * Whether a lookup is finished. Nothing public says what an unfinished one looks like, so this is an assumption: a
 * status word decides where there is one; otherwise a lookup is complete once any field about the network is filled,
 * for the documented sample of a finished one leaves single operator fields empty but never all of them. The country
 * alone does not count, because the number itself tells it. Every other shape counts as pending.
 */
export function isComplete(entry: WireObject): boolean {
  const word = asText(entry.status) ?? asText(entry.state) ?? asText(entry.lookup_status);
  if (word !== null && COMPLETE_WORDS.test(word)) return true;
  if (word !== null && PENDING_WORDS.test(word)) return false;
  return NETWORK_FIELDS.some((name) => asText(entry[name]) !== null);
}

/**
 * Whether the number left the network it was issued by: false where current and original MCC and MNC are equal, true
 * where they differ and so do both operators' names, null where that cannot be said.
 */
export function isPorted(entry: WireObject): boolean | null {
  const [mcc, originalMcc] = [asText(entry.current_mcc), asText(entry.original_mcc)];
  const [mnc, originalMnc] = [asText(entry.current_mnc), asText(entry.original_mnc)];
  if (mcc === null || originalMcc === null || mnc === null || originalMnc === null) return null;
  if (mcc === originalMcc && mnc === originalMnc) return false;
  const [operator, originalOperator] = [asText(entry.current_operator), asText(entry.original_operator)];
  return operator !== null && originalOperator !== null && operator !== originalOperator ? true : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// A dot segment would be swallowed by URL rules, and then the request would go somewhere else.
function usableId(id: string): string | null {
  return id.trim() === '' || /^\.+$/.test(id) ? null : id;
}
