import type { Lookup } from '../types';
import { asText, type Envelope, type WireObject } from './response';

/** Longer texts are no ID; they would not fit into a URL either. */
const MAX_ID_LENGTH = 2_000;

/** The ID at the end of a `…/get-info/<lookup_id>` URL on any host. */
const DETAILS_URL = /\/get-info\/([^/?#\s]+)\/?(?:[?#]\S*)?$/;

/**
 * Extracts the lookup ID from a parameter value: an ID, or the `url` that Kaleyra returned. The URL is only parsed,
 * never requested.
 * @returns null if the value cannot be an ID
 */
export function readLookupId(value: unknown): string | null {
  const text = (asText(value) ?? '').trim();
  if (text.length > MAX_ID_LENGTH) return null;
  const fromUrl = DETAILS_URL.exec(text)?.[1];
  if (fromUrl !== undefined) return usableId(decode(fromUrl));
  return /[\s/?#]/.test(text) ? null : usableId(decode(text));
}

/** The lookup in one entry of a bulk lookup's response: accepted, without results yet. */
export function acceptedLookup(
  entry: WireObject,
  envelope: Envelope,
  lookedUpAt: string | null = null,
): Lookup {
  return toLookup(entry, envelope, { status: 'accepted', isPorted: null, lookedUpAt });
}

/** The lookup in one entry of a synchronous lookup's response: complete. */
export function completeLookup(
  entry: WireObject,
  envelope: Envelope,
  lookedUpAt: string | null = null,
): Lookup {
  return toLookup(entry, envelope, { status: 'complete', isPorted: isPorted(entry), lookedUpAt });
}

/** The lookup in a details response: complete, pending or failed. */
export function lookupDetails(entry: WireObject, envelope: Envelope): Lookup {
  if (isComplete(entry)) return completeLookup(entry, envelope);
  const incomplete = { isPorted: isPorted(entry), lookedUpAt: null };
  if (FAILED_WORDS.test(statusWord(entry))) {
    return { ...toLookup(entry, envelope, { ...incomplete, status: 'failed' }), note: failureNote(entry) };
  }
  const pending = toLookup(entry, envelope, { ...incomplete, status: 'pending' });
  return { ...pending, note: 'Kaleyra is still processing this lookup. Fetch it again later.' };
}

function toLookup(
  entry: WireObject,
  envelope: Envelope,
  ours: Pick<Lookup, 'status' | 'isPorted' | 'lookedUpAt'>,
): Lookup {
  return {
    mobileNumber: asText(entry.mobile_number) ?? '',
    lookupId: asText(entry.lookup_id) ?? readLookupId(asText(entry.url)?.match(DETAILS_URL)?.[0]),
    requestId: envelope.id,
    fields: entry,
    status: ours.status,
    isPorted: ours.isPorted,
    lookedUpAt: ours.lookedUpAt,
  };
}

const PENDING_WORDS = /pending|process(?:ing)|progress|queue|submitted|accepted|initiated|wait/i;
const COMPLETE_WORDS = /^(?:complete|completed|done|success|finished|delivered)$/i;
// Words for the state of a phone, such as "unreachable", are not among them: they are results.
const FAILED_WORDS =
  /(?:^|[ _-])(?:fail(?:ed|ure)?|error|reject(?:ed)?|refused|invalid|expired|abort(?:ed)?|cancel(?:l?ed)?|not[ _-]found)$/i;
const MAX_REASON = 500;
/** Kaleyra's names of the fields about the network. */
export const NETWORK_FIELDS = [
  'current_mcc',
  'current_mnc',
  'current_operator',
  'original_mcc',
  'original_mnc',
  'original_operator',
];

/**
 * Whether a lookup is complete. What an incomplete one looks like is not documented, so this is an assumption. A status
 * word decides if there is one. Otherwise a lookup is complete once any field about the network is filled: in the
 * documented sample of a complete one, some operator fields are empty, but never all of them. The country alone does
 * not count, because it follows from the number. Any other shape counts as pending.
 */
export function isComplete(entry: WireObject): boolean {
  const word = statusWord(entry);
  if (COMPLETE_WORDS.test(word)) return true;
  if (FAILED_WORDS.test(word) || PENDING_WORDS.test(word)) return false;
  return NETWORK_FIELDS.some((name) => asText(entry[name]) !== null);
}

function statusWord(entry: WireObject): string {
  return (asText(entry.status) ?? asText(entry.state) ?? asText(entry.lookup_status) ?? '').trim();
}

function failureNote(entry: WireObject): string {
  const reason = asText(entry.reason) ?? asText(entry.message) ?? asText(entry.error) ?? statusWord(entry);
  return `Kaleyra will not complete this lookup: ${reason.slice(0, MAX_REASON)}`;
}

/**
 * Whether the number was ported to another network: false if the current MCC and MNC equal the original ones, true if
 * they differ and both operator names are present and differ too, else null.
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

// A URL parser would resolve a dot segment, so the request would go to another path.
function usableId(id: string): string | null {
  return id.trim() === '' || /^\.+$/.test(id) ? null : id;
}
