import { parseLossless } from './losslessJson';

/** A JSON object as received. */
export type WireObject = Readonly<Record<string, unknown>>;

// JavaScript rounds an integer of 16 digits or more. Within a string, as in most of Kaleyra's IDs, it stays as it is, and
// the parser that keeps every digit takes seconds and gigabytes for a string of megabytes.
const LONG_NUMBER = /(?:^|[\s:,[-])\d{16}/;

/** Parses JSON; undefined for any other text. An integer that JavaScript would round becomes a string. */
export function parseJson(text: string): unknown {
  const json = parseWith(JSON.parse, text);
  if (json === undefined || !LONG_NUMBER.test(text)) return json;
  return parseWith(parseLossless, text) ?? json;
}

function parseWith(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A nonempty string, or a number as a string; null for anything else. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The first value that is a text, see `asText`. */
export function firstText(...candidates: unknown[]): string | null {
  return candidates.map(asText).find((text) => text !== null) ?? null;
}

/** A number, or a string that contains nothing but one; null for anything else. */
export function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const MAX_FOREIGN_TEXT = 500;
const HALF_A_CHARACTER = /[\uD800-\uDBFF]$/;

/** The start of a text from outside: enough to recognize it, and not more than an item should carry. */
export function excerpt(text: string): string {
  const start = text.slice(0, MAX_FOREIGN_TEXT);
  return start.length < text.length ? start.replace(HALF_A_CHARACTER, '') : start;
}

/** The same for a text that may be absent. */
export function excerptOrNull(text: string | null): string | null {
  return text === null ? null : excerpt(text);
}
