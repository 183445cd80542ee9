import { entryNumber, isDocumentedId, isEntry, namedLookupId, saysPending, statusWord } from './entryFields';
import { isFilled } from './findEntries';
import { asText, type WireObject } from './json';
import type { Envelope } from './response';

/** The lookup whose details are requested. */
export interface RequestedLookup {
  readonly lookupId: string;
  /** As far as it is known; digits may be masked. */
  readonly mobileNumber: string;
}

/**
 * Picks what a details response says about one lookup: the entry that names its ID or, if none names an ID, its number;
 * a sole entry that names neither, too. What names another lookup or number is never taken.
 * @returns `foreign` if the response is only about others, `none` if it is about nothing, `pending` if it says to wait
 */
export function pickDetails(
  body: Envelope,
  requested: RequestedLookup,
): WireObject | 'foreign' | 'none' | 'pending' {
  const { entries } = body;
  const fitting = entries.filter((entry) => !contradictsNumber(entry, requested));
  const own = fitting.find((entry) => ownId(entry) === requested.lookupId);
  if (own !== undefined) return own;
  const unnamed = fitting.filter((entry) => ownId(entry) === null);
  const byNumber = unnamed.filter((entry) => entryNumber(entry) !== null && requested.mobileNumber !== '');
  if (byNumber.length === 1) return byNumber[0] as WireObject;
  if (unnamed.length === 1 && entries.length === 1) return unnamed[0] as WireObject;
  return entries.length > 0 ? 'foreign' : withoutEntries(body);
}

function withoutEntries({ payload, message, unreadCount }: Envelope): WireObject | 'none' | 'pending' {
  if (statusWord(payload) !== null && !isEntry(payload)) return payload;
  const isEmpty = 'data' in payload && unreadCount === 0 && !isFilled(payload.data);
  return isEmpty || saysPending(message ?? '') ? 'pending' : 'none';
}

// A plain `id` may be the ID of the request, unless it has the form of a lookup's.
function ownId(entry: WireObject): string | null {
  return namedLookupId(entry) ?? (isDocumentedId(entry.id) ? asText(entry.id) : null);
}

function contradictsNumber(entry: WireObject, { mobileNumber }: RequestedLookup): boolean {
  const [one, other] = [entryNumber(entry) ?? '', mobileNumber].map((text) => text.replace(/[^\dXx*•]/g, ''));
  if (one === '' || other === '' || one === undefined || other === undefined) return false;
  return isMasked(one) || isMasked(other) ? !maskedAlike(one, other) : one !== other;
}

function isMasked(digits: string): boolean {
  return /[Xx*•]/.test(digits);
}

// A mask can stand for more digits than it has letters, so only the digits before and after it can be compared.
function maskedAlike(one: string, other: string): boolean {
  const start = Math.min(visible(one).length, visible(other).length);
  const [end, otherEnd] = [visible(reverse(one)), visible(reverse(other))];
  const shown = Math.min(end.length, otherEnd.length);
  return one.slice(0, start) === other.slice(0, start) && end.slice(0, shown) === otherEnd.slice(0, shown);
}

function visible(digits: string): string {
  return /^\d*/.exec(digits)?.[0] ?? '';
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
