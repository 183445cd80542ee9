import { elementTextKey, genericKey, phoneKey, type PhoneKey } from './keys';
import { isSureCode } from './countries';
import { isByDevice, whatIsNamed } from './naming';
import { isNothing, looksLikePhone, plainText, type Field } from './shapes';

/**
 * The position of an object. `chosen`: it is the value the user chose, in which `value` and `number` are a phone
 * number. `named`: it is inside a field named for a phone. `none`: only fields named for a phone count.
 */
export type Place = 'chosen' | 'named' | 'none';

export interface PhoneField {
  readonly name: string;
  readonly key: PhoneKey;
  readonly value: unknown;
  /** Null if the value is a list or an object, including as JSON, or isn't text at all. */
  readonly text: string | null;
}

// Their contents are outdated, someone else's or metadata. They aren't searched.
const NOT_SEARCHED =
  /^(?:versions|history|previous\w*|old(?:_?(?:value|phone|mobile|number)s?)?|changes|headers|definition|owner|manager|assistant|agent|(?:created|modified|updated|lastmodified)_?by)$/i;
const SURE_KIND = /^(?:home|work|office)$/i;
const KIND_OF_PHONE =
  /^(?:home|work|business|office|main|other|primary|secondary|private|personal|default|custom|undefined|null|google_?voice)$/i;

/** Separates an object's fields into those that name a phone number and the others that may be searched. */
export function sortFields(
  fields: readonly Field[],
  place: Place,
): { phones: readonly PhoneField[]; others: readonly Field[] } {
  const keyOf = keysAt(fields, place);
  const byDevice = isByDevice(fields);
  const phones: PhoneField[] = [];
  const others: Field[] = [];
  for (const field of fields) {
    const [name, value] = field;
    if (NOT_SEARCHED.test(name)) continue;
    const key = (byDevice ? null : phoneKey(name)) ?? keyOf(field);
    if (key === null) others.push(field);
    else phones.push({ name, key, value, text: plainText(value) });
  }
  return { phones, others };
}

/** For each line, the non-empty texts with the highest precision; the others repeat the same number. */
export function bestOfEachLine(phones: readonly PhoneField[]): ReadonlySet<PhoneField> {
  const best = new Map<string, { precision: number; phones: PhoneField[] }>();
  for (const phone of phones) {
    if (phone.text === null) continue;
    const precision = isNothing(phone.text) || isSureCode(phone.text) ? 0 : phone.key.precision;
    const others = best.get(phone.key.line);
    if (others === undefined || others.precision < precision) {
      best.set(phone.key.line, { precision, phones: [phone] });
    } else if (others.precision === precision) others.phones.push(phone);
  }
  return new Set([...best.values()].flatMap((line) => line.phones));
}

// Fields whose names say nothing about a phone, but whose surroundings do.
function keysAt(fields: readonly Field[], place: Place): (field: Field) => PhoneKey | null {
  const named = whatIsNamed(fields);
  const isGeneric =
    named === 'phone' ||
    (named === 'unknown' && place !== 'none') ||
    (place === 'named' && (named === 'figure' || named === 'measure'));
  const kinds = fields.filter(([name]) => phoneKey(name) !== null || KIND_OF_PHONE.test(name));
  // `{ home: '415 …', work: '415 …', order: '…' }`
  const isMapOfKinds =
    kinds.length === fields.length || kinds.filter(([name]) => SURE_KIND.test(name)).length > 1;
  const hasKinds = place !== 'none' && (isMapOfKinds || kinds.length > 1);
  return ([name, value]) =>
    (isGeneric ? genericKey(name, named === 'phone') : null) ??
    (isGeneric && place === 'named' ? elementTextKey(name) : null) ??
    (hasKinds && KIND_OF_PHONE.test(name) && holdsPhones(value, isMapOfKinds) ? keyOfKind(name) : null);
}

function keyOfKind(name: string): PhoneKey {
  return { line: name, precision: 1, isInternational: false, isSecondary: false };
}

function holdsPhones(value: unknown, mayBeBare: boolean): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((element) => {
    const shape = typeof element === 'string' ? looksLikePhone(element) : null;
    return shape === 'written' || (mayBeBare && shape === 'bare');
  });
}
