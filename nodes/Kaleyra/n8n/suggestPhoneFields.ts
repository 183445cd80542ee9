import { isObject } from '../api/json';

const PHONE_FIELD_NAME =
  /phone|mobile|(?<![a-z])cell(?!e)|msisdn|whatsapp|(?:^|[\s._-])tel(?:$|[\s._-]|e)|handy|n[uú]mero|telefon/i;
// Such as `phone_country`.
const ABOUT_A_NUMBER = /(?:country|type|label|status|reading|carrier|operator)$/i;
const PHONE_LIKE_VALUE = /^[\s'"]*\+?[\d\s().\-/]{7,25}$/;
const MAX_ROWS = 50;
const MAX_DEPTH = 2;
const MAX_FIELDS = 200;
const MAX_NAME_LENGTH = 100;
const MAX_VALUE_LENGTH = 50;
// Without what would end the expression or its quotes, or be markup in n8n's messages.
const CAN_BE_PASTED = /^[^'\\{}<>&\p{Cc}\u2028\u2029]+$/u;

/**
 * Suggests the fields whose names or values look like phone numbers, likeliest first, as expressions to paste: a field of
 * a nested object is `{{ $json.contact.phone }}`. Long names and values are no phone numbers, and no more than the first
 * fields of an object are looked at.
 */
export function suggestPhoneFields(rows: ReadonlyArray<Readonly<Record<string, unknown>>>): string[] {
  const scores = new Map<string, number>();
  for (const row of rows.slice(0, MAX_ROWS)) {
    for (const [path, value] of leaves(row)) {
      const name = path.join('.');
      if (name.length > MAX_NAME_LENGTH || !path.every((key) => CAN_BE_PASTED.test(key))) continue;
      const score =
        (PHONE_FIELD_NAME.test(name) && !ABOUT_A_NUMBER.test(name) ? 2 : 0) + (looksLikePhone(value) ? 1 : 0);
      const expression = `{{ $json${path.map(accessorOf).join('')} }}`;
      if (score > 0) scores.set(expression, (scores.get(expression) ?? 0) + score);
    }
  }
  return [...scores].sort((a, b) => b[1] - a[1]).map(([expression]) => expression);
}

// As n8n writes it when a field is dragged from the input panel.
function accessorOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`;
}

function looksLikePhone(value: unknown): boolean {
  const text = String(value);
  if (text.length > MAX_VALUE_LENGTH) return false;
  return PHONE_LIKE_VALUE.test(text) && text.replace(/\D/g, '').length >= 7;
}

/** The texts and numbers of an object and of the objects in it, with the keys that lead to each. */
function* leaves(
  container: Readonly<Record<string, unknown>>,
  depth = MAX_DEPTH,
): Generator<[path: string[], value: string | number]> {
  for (const key of Object.keys(container).slice(0, MAX_FIELDS)) {
    const value = container[key];
    if (typeof value === 'string' || typeof value === 'number') yield [[key], value];
    if (depth === 1 || !isObject(value)) continue;
    for (const [path, leaf] of leaves(value, depth - 1)) yield [[key, ...path], leaf];
  }
}
