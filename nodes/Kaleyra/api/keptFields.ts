import { excerpt, type WireObject } from './json';

// Far more than an entry of Kaleyra's has.
const MAX_FIELDS = 200;
const MAX_LENGTH = 10_000;

/**
 * What an item keeps of an entry: everything, unless the entry is out of all proportion. n8n stores items with the
 * execution, so of a huge value it keeps the start, as text.
 */
export function keptFields(entry: WireObject): WireObject {
  const names = Object.keys(entry);
  const isUsual = (name: string): boolean =>
    name.length < MAX_LENGTH && shortened(entry[name]) === entry[name];
  if (names.length <= MAX_FIELDS && names.every(isUsual)) return entry;
  return Object.fromEntries(
    names.slice(0, MAX_FIELDS).map((name) => [excerpt(name), shortened(entry[name])]),
  );
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_LENGTH ? excerpt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  try {
    const json = JSON.stringify(value);
    return json.length > MAX_LENGTH ? excerpt(json) : value;
  } catch {
    // Nested too deep for JSON, so n8n could not store it either.
    return null;
  }
}
