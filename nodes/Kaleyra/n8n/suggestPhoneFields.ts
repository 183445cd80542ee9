const NAME_OF_A_PHONE_FIELD =
  /phone|mobile|(?<![a-z])cell(?!e)|msisdn|whatsapp|(?:^|[\s._-])tel(?:$|[\s._-]|e)|handy|n[uú]mero|telefon/i;
const LOOKS_LIKE_A_PHONE = /^[\s'"]*\+?[\d\s().\-/]{7,25}$/;
const ROWS_LOOKED_AT = 50;

/**
 * Names the fields whose names or values look like phone numbers, the likeliest first, for a message to a person who
 * named the wrong one. Fields of nested objects come as `contact.phone`.
 */
export function suggestPhoneFields(rows: ReadonlyArray<Readonly<Record<string, unknown>>>): string[] {
  const scores = new Map<string, number>();
  for (const row of rows.slice(0, ROWS_LOOKED_AT)) {
    for (const [path, value] of leaves(row)) {
      const score = (NAME_OF_A_PHONE_FIELD.test(path) ? 2 : 0) + (looksLikeAPhone(value) ? 1 : 0);
      if (score > 0) scores.set(path, (scores.get(path) ?? 0) + score);
    }
  }
  return [...scores].sort((a, b) => b[1] - a[1]).map(([path]) => path);
}

function looksLikeAPhone(value: unknown): boolean {
  const text = String(value);
  return LOOKS_LIKE_A_PHONE.test(text) && text.replace(/\D/g, '').length >= 7;
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
