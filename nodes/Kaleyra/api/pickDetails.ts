import type { ForEach } from '../types';
import {
  entryLookupId,
  entryNumber,
  isDocumentedId,
  isEntry,
  namedLookupId,
  nameText,
  PLAIN_NUMBER,
  saysPending,
  statusWord,
} from './entryFields';
import { isFilled, type EntryPlace } from './findEntries';
import { firstText, type WireObject } from './json';
import { canBeSameNumber } from './maskedNumber';
import type { Envelope } from './response';

/** The lookup whose details are requested. */
export interface RequestedLookup {
  readonly lookupId: string;
  /** As far as it is known; digits may be masked. */
  readonly mobileNumber: string;
}

/**
 * Picks what a details response says about one lookup: the entry that names its ID or, if none names an ID, its number;
 * a sole entry that names neither, too. What names another lookup or number is never taken, no matter where the name
 * stands: in the entry, as its key, or in an object around it.
 * @returns `foreign` if the response is only about others, `none` if it is about nothing, `pending` if it says to wait
 */
export async function pickDetails(
  body: Envelope,
  requested: RequestedLookup,
  forEach: ForEach,
): Promise<WireObject | 'foreign' | 'none' | 'pending'> {
  const { entries, places, unreadCount } = body;
  const own: WireObject[] = [];
  const unnamed: WireObject[] = [];
  await forEach(entries, (entry, index) => {
    const named = namedBy(entry, places[index] ?? NOWHERE, requested);
    if (named !== 'other') (named === 'this' ? own : unnamed).push(entry);
  });
  if (own[0] !== undefined) return own[0];
  const byNumber = unnamed.filter((entry) => entryNumber(entry) !== null && requested.mobileNumber !== '');
  if (byNumber.length === 1) return byNumber[0] as WireObject;
  if (unnamed.length === 1 && entries.length + unreadCount === 1) return unnamed[0] as WireObject;
  return entries.length > 0 ? 'foreign' : withoutEntries(body);
}

function withoutEntries({ payload, message, unreadCount }: Envelope): WireObject | 'none' | 'pending' {
  if (statusWord(payload) !== null && !isEntry(payload)) return payload;
  const isEmpty = 'data' in payload && unreadCount === 0 && !isFilled(payload.data);
  return isEmpty || saysPending(message ?? '') ? 'pending' : 'none';
}

const NOWHERE: EntryPlace = { path: [], keys: [] };

/** Which lookup an entry names: by its ID or number, by the objects around it, or by what it is keyed by. */
function namedBy(
  entry: WireObject,
  { path, keys }: EntryPlace,
  { lookupId, mobileNumber }: RequestedLookup,
): 'this' | 'other' | 'none' {
  const numbers = [entry, ...path].map(entryNumber);
  if (numbers.some((number) => canBeSameNumber(number, mobileNumber) === false)) return 'other';
  const own = ownId(entry, lookupId, outerId(path));
  // A number from a key is the entry's own, but it may be an ID where IDs look like numbers.
  const known = PLAIN_NUMBER.test(lookupId) ? [mobileNumber] : [mobileNumber, ...numbers];
  const isNumber = (key: string): boolean =>
    PLAIN_NUMBER.test(key) && known.some((number) => canBeSameNumber(number, key) === true);
  const around = (): Array<string | null> => [
    ...path.map((object) => ownId(object, lookupId, null)),
    ...keys.filter((key) => key === lookupId || (isName(key, lookupId) && !isNumber(key))),
  ];
  const ids = (own === null ? around() : [own]).filter((id) => id !== null);
  if (ids.length === 0) return 'none';
  return ids.every((id) => id === lookupId) ? 'this' : 'other';
}

// A plain `id` may be the ID of the request, unless it has the form of a lookup's, or the envelope has another one.
function ownId(object: WireObject, lookupId: string, requestId: string | null): string | null {
  const named = namedLookupId(object);
  if (named !== null || isDocumentedId(object.id)) return named ?? nameText(object.id);
  const id = requestId === null ? null : entryLookupId(object, requestId);
  return lookupId.startsWith(`${id}:`) ? null : id;
}

function outerId(path: readonly WireObject[]): string | null {
  return firstText(...path.map(({ id }) => id));
}

const FIELD_NAME = /^(?=.*[a-z])[A-Za-z_]+$/;
const INDEX = /^\d{1,6}$/;

// Whatever something is keyed by that is neither the name of a field nor an index, unless IDs look like one.
function isName(key: string, lookupId: string): boolean {
  return INDEX.test(key) ? INDEX.test(lookupId) : !FIELD_NAME.test(key);
}
