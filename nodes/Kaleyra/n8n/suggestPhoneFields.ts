const PHONE_FIELD_NAME =
  /phone|mobile|(?<![a-z])cell(?!e)|msisdn|whatsapp|(?:^|[\s._-])tel(?:$|[\s._-]|e)|handy|n[uú]mero|telefon/i;
const PHONE_LIKE_VALUE = /^[\s'"]*\+?[\d\s().\-/]{7,25}$/;
const MAX_ROWS = 50;

/**
 * Suggests the fields whose names or values look like phone numbers, likeliest first. Fields of nested objects are
 * named like `contact.phone`.
 */
export function suggestPhoneFields(rows: ReadonlyArray<Readonly<Record<string, unknown>>>): string[] {
  const scores = new Map<string, number>();
  for (const row of rows.slice(0, MAX_ROWS)) {
    for (const [path, value] of leaves(row)) {
      const score = (PHONE_FIELD_NAME.test(path) ? 2 : 0) + (looksLikePhone(value) ? 1 : 0);
      if (score > 0) scores.set(path, (scores.get(path) ?? 0) + score);
    }
  }
  return [...scores].sort((a, b) => b[1] - a[1]).map(([path]) => path);
}

function looksLikePhone(value: unknown): boolean {
  const text = String(value);
  return PHONE_LIKE_VALUE.test(text) && text.replace(/\D/g, '').length >= 7;
}

function* leaves(row: Readonly<Record<string, unknown>>): Generator<[string, string | number]> {
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'string' || typeof value === 'number') yield [key, value];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) continue;
    for (const [inner, leaf] of Object.entries(value)) {
      if (typeof leaf === 'string' || typeof leaf === 'number') yield [`${key}.${inner}`, leaf];
    }
  }
}
