import { jsonReply, lookupReply, refusal } from './envelopes';
import type { AnswerEntry, Reply } from './faultTypes';
import { bulkAnswer, nowAnswer } from './lookups';
import type { RequestKind } from './recordedRequest';

/** When to try again: seconds, a date, or any text as the header's value. */
export interface RetryAfter {
  readonly retryAfter?: number | Date | string;
}

/** The header, if any. */
export function retryAfter({ retryAfter: when }: RetryAfter): Reply['headers'] {
  if (when === undefined) return {};
  return { 'retry-after': when instanceof Date ? when.toUTCString() : String(when) };
}

/** A string unchanged, any other value as JSON, and an error envelope if there is no value. */
export function anyReply(status: number, body: unknown, headers: Reply['headers']): Reply {
  if (body === undefined) return refusal(status, `Request failed with ${status}`, headers);
  if (typeof body !== 'string') return jsonReply(status, body, headers);
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body };
}

/** A web page, such as a proxy or a captive portal sends. */
export function page(status: number, title: string): Reply {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** A response that accepts no numbers and counts them all as invalid. */
export function nothingValid(kind: RequestKind, invalid: number): Reply {
  const sorted = { accepted: [], invalid, duplicates: 0 };
  return lookupReply(kind === 'startBulk' ? bulkAnswer(sorted, 0, false) : nowAnswer(sorted, 0, false, 0));
}

/** Changes the list of entries in a body, wherever it stands. */
export function withList(reply: Reply, change: (entries: Entries) => unknown): Reply {
  const changed = (name: string, value: unknown): unknown =>
    name === 'data' && Array.isArray(value) ? change(value as Entries) : value;
  return { ...reply, body: JSON.stringify(JSON.parse(reply.body, changed)) };
}

type Entries = ReadonlyArray<Readonly<Record<string, unknown>>>;

/** The first half of a text. */
export function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}

/** Masks all digits with X, except for the given number at either end. */
export function mask(digits: string, first: number, last: number): string {
  return [...digits].map((digit, at) => (at < first || at >= digits.length - last ? digit : 'X')).join('');
}

/** The fields, without those named. */
export function without(fields: AnswerEntry['fields'], ...names: readonly string[]): AnswerEntry['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** The entries, but for numbers that are in none of them. */
export function withOtherNumbers(entries: readonly AnswerEntry[]): AnswerEntry[] {
  const asked = new Set(entries.map(({ digits }) => digits));
  let other = 12_015_550_000;
  return entries.map((entry) => {
    do other += 1;
    while (asked.has(String(other)));
    return { ...entry, fields: { ...entry.fields, mobile_number: String(other) } };
  });
}
