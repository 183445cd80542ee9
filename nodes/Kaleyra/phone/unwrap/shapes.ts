/** One field of an object, as read. */
export type Field = readonly [name: string, value: unknown];

const SCHEME = /^(?:whatsapp|sms|tel|callto):/i;
const ISO_DATE = /^\d{4}-\d\d-\d\d/;
const WRITTEN = /^(?:\+|00)\d[\d\s().\-/]{6,25}$/;
const BARE = /^\(?\d[\d\s().\-/]{6,25}$/;
const NOTHING = /^(?:n\/?a|none|null|nil|undefined|unknown|[-–—?.]+)?$/i;
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
const MAX_LENGTH = 50;

/** The text of a value that can be a number: a text, or a number as returned by a spreadsheet or an API. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

/** The text of a value, unless it is the JSON of a list or an object. */
export function plainText(value: unknown): string | null {
  const text = textOf(value);
  return text === null || parseContainer(text) !== null ? null : text;
}

/** Whether a text means nothing: whitespace, `N/A`, `null`, a dash. */
export function isNothing(text: string): boolean {
  return text.length <= MAX_LENGTH && NOTHING.test(text.trim());
}

/** Whether a value is a list or an object that may contain more. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

/**
 * The elements of a list, or of an object whose keys count up from 0 or 1, as PHP writes lists. Null for anything else.
 */
export function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isContainer(value) || Object.getPrototypeOf(value) !== Object.prototype) return null;
  const names = Object.keys(value);
  const first = Number(names[0]);
  const isCounted =
    (first === 0 || first === 1) && names.every((name, place) => name === String(first + place));
  if (!isCounted) return null;
  return names.map((name) => (value as Readonly<Record<string, unknown>>)[name]);
}

/** The fields of a list or an object without those that can't be read; null if there are more than a limit. */
export function fieldsOf(container: object, limit: number): Field[] | null {
  if (Array.isArray(container) && container.length > limit) return null;
  const names = Object.keys(container);
  if (names.length > limit) return null;
  const fields: Field[] = [];
  for (const name of names) {
    try {
      fields.push([name, (container as Readonly<Record<string, unknown>>)[name]]);
    } catch {
      // A field that can't be read has no number.
    }
  }
  return fields;
}

/**
 * The list or object that a text is the JSON of, including in Python's notation.
 * @returns null for any other text, such as the JSON of a number
 */
export function parseContainer(text: string): object | null {
  if (!/^\s*[[{]/.test(text) || text.length > MAX_JSON) return null;
  return tryToParse(text.trim()) ?? (text.includes('"') ? null : tryToParse(asJson(text.trim())));
}

// Longer texts aren't read at all.
const MAX_JSON = 10_000;

/** Whether a text looks like a phone number when nothing else says so: with its country code, or as bare digits. */
export function looksLikePhone(text: string): 'written' | 'bare' | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = text.trim().replace(SCHEME, '');
  const digits = plain.replace(/\D/g, '').replace(/^00/, '').length;
  if (digits < MIN_DIGITS || digits > MAX_DIGITS || ISO_DATE.test(plain)) return null;
  if (WRITTEN.test(plain)) return 'written';
  return BARE.test(plain) ? 'bare' : null;
}

function tryToParse(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return isContainer(value) ? value : null;
  } catch {
    return null;
  }
}

// `[{'value': '+14155550132', 'primary': True}]`
function asJson(python: string): string {
  return python
    .replace(/'/g, '"')
    .replace(/\b(?:None|True|False)\b/g, (word) => (word === 'None' ? 'null' : word.toLowerCase()));
}
