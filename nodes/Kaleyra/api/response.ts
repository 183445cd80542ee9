import type { ForEach } from '../types';
import { findApiError, type ApiError } from './errorForms';
import { EntrySearch, findEntries, type EntryPlace, type FoundEntries } from './findEntries';
import { asNumber, asText, isObject, parseJson, type WireObject } from './json';

/** A readable response with any status, in any of Kaleyra's envelopes. */
export interface Envelope {
  readonly code: string | null;
  readonly message: string | null;
  /** Kaleyra's ID of the request. */
  readonly id: string | null;
  readonly price: number | null;
  readonly invalidCount: number | null;
  readonly duplicateCount: number | null;
  /** The HTTP status that some envelopes repeat in the body. */
  readonly bodyStatus: number | null;
  readonly entries: readonly WireObject[];
  /** Where each entry stands, in the same order. */
  readonly places: readonly EntryPlace[];
  /** How many elements of the list of entries cannot be read. */
  readonly unreadCount: number;
  /** The object that should contain the entries. */
  readonly payload: WireObject;
  /** Null if `error` is absent or empty. */
  readonly apiError: ApiError | null;
}

/** A body unlike anything in the documentation; `what` completes "Kaleyra responded with …". */
interface UnreadableBody {
  readonly what: string;
}

export type ParsedBody = Envelope | UnreadableBody;

/**
 * Parses a body. Accepts the wrapped envelope of the POST (`{ data: { …, data: [] }, error: {} }`, documentation
 * page "POST API Lookup"), the flat one of the GET (`{ code, …, data: [] }`, page "GET API Lookup"), a bare list, and
 * whatever else `findEntries` can read.
 */
export function readBody(text: string): ParsedBody {
  const json = parseJson(text);
  return isContainer(json) ? toEnvelope(findEntries(json)) : { what: describeBody(text) };
}

/** The same for a body that may be long. */
export async function readLongBody(text: string, forEach: ForEach): Promise<ParsedBody> {
  const json = parseJson(text);
  if (!isContainer(json)) return { what: describeBody(text) };
  const search = new EntrySearch(json);
  await forEach(search.steps(), () => undefined);
  return toEnvelope(search.found());
}

function isContainer(json: unknown): boolean {
  return isObject(json) || Array.isArray(json);
}

function toEnvelope({ entries, places, unread, layers }: FoundEntries): Envelope {
  const innermostFirst = [...layers].reverse();
  const field = (name: string): unknown =>
    innermostFirst.map((layer) => layer[name]).find((value) => value !== undefined && value !== null);
  return {
    code: asText(field('code')),
    message: asText(field('message')),
    id: asText(field('id')),
    price: asNumber(field('price')),
    ...readCounts(field('invalid_count'), field('duplicate_count')),
    bodyStatus: asNumber(layers[0]?.status),
    entries,
    places,
    unreadCount: unread,
    payload: innermostFirst.find((layer) => Object.keys(layer).length > 0) ?? {},
    apiError: findApiError(layers),
  };
}

// Where one of them cannot be right, neither explains anything.
function readCounts(invalid: unknown, duplicate: unknown): Pick<Envelope, 'invalidCount' | 'duplicateCount'> {
  const [invalidCount, duplicateCount] = [asNumber(invalid), asNumber(duplicate)];
  const isCount = (count: unknown): boolean =>
    count === undefined || (Number.isSafeInteger(asNumber(count)) && Number(count) >= 0);
  return isCount(invalid) && isCount(duplicate)
    ? { invalidCount, duplicateCount }
    : { invalidCount: 0, duplicateCount: 0 };
}

/** Whether a body could be read. */
export function isEnvelope(body: ParsedBody): body is Envelope {
  return 'entries' in body;
}

// Wherever they stand, even in a message: what a lookup ID is called, its documented form, the documented codes,
// counter and messages of an acceptance.
const TRACE_OF_ACCEPTANCE = new RegExp(
  [
    String.raw`lookup_?id|[\da-f]{8}-[\da-f-]{27}:\d`,
    String.raw`\bLKP2\d\d\b|\btotal_processed_count\W{1,9}0*[1-9]`,
    String.raw`(?<!\b(?:not|never|cannot|no|be)\s(?:been\s)?)\b(?:accepted|processed|executed)\ssuccessfully\b`,
    String.raw`(?<!\bnot\s(?:been\s)?)\bsuccessfully\s(?:accepted|processed|executed)\b`,
  ].join('|'),
  'i',
);

/** Longer than anything that only says no. */
const LONG_BODY = 100_000;

/**
 * Whether a body with any status may tell of accepted lookups: it holds entries, something unread in their place, or
 * is JSON that was cut or is very long.
 * @param parsed the same text, if it was parsed already
 */
export function mayContainLookups(text: string, parsed?: ParsedBody): boolean {
  if (parsed === undefined && text.length > LONG_BODY) return beginsAsJson(text);
  const body = parsed ?? readBody(text);
  const isSuspect = isEnvelope(body) ? body.entries.length + body.unreadCount > 0 : beginsAsJson(text);
  return isSuspect || TRACE_OF_ACCEPTANCE.test(text);
}

function beginsAsJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function describeBody(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'an empty body';
  if (start.startsWith('<')) return 'a web page instead of JSON';
  if (beginsAsJson(start)) return 'incomplete JSON';
  return `'${start.slice(0, 60)}' instead of a JSON object`;
}
