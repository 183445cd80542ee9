import { findApiError } from './errorForms';
import { asText, firstText, isObject, type WireObject } from './json';
import { MASK_CHARACTERS } from './maskedNumber';
import { isPlaceholder, NETWORK_FIELDS, networkValue } from './networkValue';

/** The ID at the end of a `…/get-info/<lookup_id>` URL on any host. */
const DETAILS_URL = /\/get-info\/([^/?#\s]+)\/?(?:[?#]\S*)?$/;

/** Longer than any URL that a server accepts. */
const MAX_LENGTH = 2_000;

/** The form of the lookup IDs in the documentation: the ID of a request, a colon and an index. */
const DOCUMENTED_ID = /^\S+:\d+$/;

/**
 * Extracts the lookup ID from a parameter value: an ID, or the `url` that Kaleyra returned. The URL is only parsed,
 * never requested.
 * @returns null if the value cannot be an ID
 */
export function readLookupId(value: unknown): string | null {
  const text = (asText(value) ?? '').trim();
  if (text.length > MAX_LENGTH) return null;
  const fromUrl = DETAILS_URL.exec(text)?.[1];
  if (fromUrl !== undefined) return usableId(decode(fromUrl));
  const isUrl = /[\s/]/.test(text) || (/[?#]/.test(text) && !DOCUMENTED_ID.test(text));
  return isUrl ? null : usableId(decode(text));
}

/**
 * The lookup ID in an entry: `lookup_id` in any spelling (`lookupId`, `LookupID`), the end of its `url`, or its `id`.
 * @param requestId what the envelope calls `id`: an entry that repeats it does not give its own ID
 */
export function entryLookupId(entry: WireObject, requestId: string | null): string | null {
  const id = namedLookupId(entry) ?? ownId(entry, requestId);
  return id === null || isUnreadable(id) ? null : id;
}

/** The same without `id`, which can be the ID of something else. One that cannot be read counts if there is no other. */
export function namedLookupId(entry: WireObject): string | null {
  return (
    readableId(entry.lookup_id) ??
    findField(entry, ['lookupid'], readableId) ??
    idInUrl(nameText(entry.url) ?? '') ??
    findField(entry, ['lookupid'], idText)
  );
}

// A placeholder such as "null" or "N/A" is not an ID.
function idText(value: unknown): string | null {
  const id = nameText(value);
  return id === null || isUnreadable(id) || !isPlaceholder(id.trim()) ? id : null;
}

function readableId(value: unknown): string | null {
  const id = idText(value);
  return id === null || isUnreadable(id) ? null : id;
}

function isUnreadable(name: string): boolean {
  return name.includes(UNREADABLE) && name.split(', ').includes(UNREADABLE);
}

/**
 * What a field says that names a lookup or a number: a text, also alone in a list. Of several texts, the first two, and
 * a question mark for what cannot be read: they name something, but nothing that was asked for.
 */
export function nameText(value: unknown): string | null {
  let name = value;
  while (Array.isArray(name) && name.length === 1) name = name[0];
  if (isObject(name)) return UNREADABLE;
  if (!Array.isArray(name)) return asText(name);
  const [first, second] = name;
  return first === undefined ? null : `${asText(first) ?? UNREADABLE}, ${asText(second) ?? UNREADABLE}`;
}

const UNREADABLE = '?';

function idInUrl(url: string): string | null {
  return DETAILS_URL.test(url.slice(0, MAX_LENGTH)) ? readLookupId(url) : null;
}

function ownId({ id: value }: WireObject, requestId: string | null): string | null {
  const id = idText(value);
  if (id === null || isDocumentedId(id)) return id;
  return id === requestId || ROW_NUMBER.test(id) ? null : id;
}

const ROW_NUMBER = /^\d{1,7}$/;

/** Whether a value has the form of the lookup IDs in the documentation. */
export function isDocumentedId(value: unknown): boolean {
  return DOCUMENTED_ID.test(nameText(value) ?? '');
}

const NUMBER_NAMES = ['mobilenumber', 'mobile', 'msisdn', 'phonenumber', 'phone', 'number'];
/** A phone number in any notation, digits of which may be masked. */
const NUMBER = new RegExp(`^\\+?[\\d${MASK_CHARACTERS}][\\d${MASK_CHARACTERS}\\s().-]{5,30}$`);

/** A phone number of nothing but digits. */
export const PLAIN_NUMBER = /^\+?\d{7,15}$/;

/** The phone number in an entry: `mobile_number`, or a field with a similar name that contains a number. */
export function entryNumber(entry: WireObject): string | null {
  return nameText(entry.mobile_number) ?? otherNumber(entry, nameText);
}

function otherNumber(entry: WireObject, read: typeof asText): string | null {
  const other = findField(entry, NUMBER_NAMES, read);
  return other?.split(', ').every((one) => NUMBER.test(one)) === true ? other : null;
}

/** Whether a JSON object is an entry: it names a lookup or a number, or says something about a network. */
export function isEntry(value: WireObject): boolean {
  return (
    namedLookupId(value) !== null ||
    isDocumentedId(value.id) ||
    nameText(value.mobile_number) !== null ||
    // A list under another name is what was sent, said back.
    otherNumber(value, asText) !== null ||
    NETWORK_FIELDS.some((name) => networkValue(value, name) !== null)
  );
}

// More than any entry has. What has more is an object that holds entries.
const MAX_FIELDS = 1_000;

// In any spelling, such as `lookupId` and `Lookup-ID`; in the order of the names.
function findField(entry: WireObject, names: readonly string[], read = nameText): string | null {
  const keys = Object.keys(entry);
  if (keys.length > MAX_FIELDS) return null;
  const spelled = keys.map((key) => [key, key.replace(/[^a-z]/gi, '').toLowerCase()] as const);
  for (const name of names) {
    const [key] = spelled.find(([original, plain]) => plain === name && read(entry[original]) !== null) ?? [];
    if (key !== undefined) return read(entry[key]);
  }
  return null;
}

const PENDING_WORDS = /pending|processing|being processed|progress|queue|submitted|accepted|initiated|wait/i;
const COMPLETE_WORDS = /^(?:complete|completed|done|success|finished|delivered)$/i;
// Words for the state of a phone, such as "unreachable", are not among them: they are results.
const FAILED_WORDS =
  /(?:^|(?<!\bno)[ _-])(?:fail(?:ed|ure)?|error|reject(?:ed)?|refused|denied|declined|invalid|expired|abort(?:ed)?|cancel(?:l?ed)?|not[ _-](?:found|accepted))$/i;

/** What a status word says about a lookup; null if there is none, or an unknown one. */
export function statusWord(entry: WireObject): 'complete' | 'pending' | 'failed' | null {
  const word = rawStatus(entry);
  if (COMPLETE_WORDS.test(word)) return 'complete';
  if (FAILED_WORDS.test(word)) return 'failed';
  return saysPending(word) ? 'pending' : null;
}

function rawStatus(entry: WireObject): string {
  return (asText(entry.status) ?? asText(entry.state) ?? asText(entry.lookup_status) ?? '').trim();
}

/** Whether a text says that something is still under way. */
export function saysPending(text: string): boolean {
  return PENDING_WORDS.test(text);
}

// Only what says that a number was not taken: "failed" and "not found" may be said of what was paid for.
const REFUSAL =
  /(?<!(?:\b(?:not|no|never)|n't) (?:been )?)\b(?:(?:black|block)-?list(?:ed)?|blocked|barred|banned|rejected|refused|denied|declined|disallowed|invalid|malformed|unsupported|not (?:an? )?(?:valid|accepted|allowed|permitted|supported))\b/gi;

/** What Kaleyra says in an entry. */
export interface Statement {
  /** Null if it says nothing. */
  readonly text: string | null;
  /** Whether that means that Kaleyra did not accept the number. */
  readonly isRefusal: boolean;
}

export const SAYS_NOTHING: Statement = { text: null, isRefusal: false };

/** Finds what an entry says about its number: an error, a reason, a message or a status word, in this order. */
export function entryStatement(entry: WireObject): Statement {
  const error = findApiError([{ error: entry.error }]);
  const texts = [
    ...[error?.text, entry.reason, entry.error_message, entry.message, entry.description, entry.remarks],
    ...[rawStatus(entry), error?.code],
  ];
  const all = texts
    .map((text) => asText(text) ?? '')
    .join(' ')
    .replace(/_/g, ' ');
  const others = all.replace(REFUSAL, '');
  return { text: firstText(...texts), isRefusal: others !== all && !saysPending(others) };
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
  return isPlaceholder(id.trim()) || /^\.+$/.test(id) ? null : id;
}
