import { hasRole, isOfNumbered } from '../tokens/words';
import { compact, isNamedValue, namesPhone, NUMBER_WORDS, namesSecondary, wordsOf } from './keys';
import type { Field } from './shapes';

const NAMES = new Set(
  'key name label title question type system field fieldname slug attribute property'.split(' '),
);
// They say which field of a form or record the value belongs to, not what kind of phone it is.
const NAMES_OF_FIELDS = new Set('key question system field fieldname slug attribute property'.split(' '));
const OTHER_THINGS = new Set(
  'email mail url link web website skype telegram date time datetime birthday order invoice account iban amount price currency postcode zip postal address age id checkbox select status city country'.split(
    ' ',
  ),
);
const FIGURES = new Set(['number', 'formula', 'title', 'rich text', 'text']);
// Next to them, a `value` or `number` is an amount, a reading, or the number of a card, an account or an item.
const MEASURES = new Set(
  'currency currencycode unit units amount price qty quantity total subtotal balance timestamp date time datetime ts min max avg sum percent exp expmonth expirymonth cvc cvv iban bic sku isbn ean imei serial'.split(
    ' ',
  ),
);
const MONEY = new Set(['currency', 'amount', 'iban', 'balance']);

type Naming = 'phone' | 'other' | 'figure' | 'measure' | 'unknown';

/**
 * What the fields next to `value` say it is: `{ name: 'phone', value: '…' }`, `{ type: 'email', value: '…' }`. A
 * `figure` is the content of a number column, and a `measure` has a unit or a time: in a field named for a phone, both
 * may be one.
 */
export function whatIsNamed(fields: readonly Field[]): Naming {
  let named: Naming = 'unknown';
  for (const [key, value] of fields) {
    const name = compact(key);
    if (MEASURES.has(name) || isStreet(name, value)) named = 'measure';
    if (!NAMES.has(name) || typeof value !== 'string') continue;
    if (namesPhone(value)) return 'phone';
    const words = wordsOf(value);
    if (name === 'type' && FIGURES.has(words.join(' '))) named = 'figure';
    else if (isAboutOtherThing(name, words)) named = 'other';
  }
  return named;
}

/** What a field that names another one says: `{ label: 'Country', value: 'GB' }` is a field `Country`. */
export function namedField(fields: readonly Field[]): Field | null {
  const name = fields.find(([key, value]) => NAMES.has(compact(key)) && typeof value === 'string');
  const value = fields.find(([key]) => isNamedValue(key));
  return name === undefined || value === undefined ? null : [name[1] as string, value[1]];
}

/** Whether an object is about money: if so, `from` and `to` may be accounts. */
export function isAboutMoney(fields: readonly Field[]): boolean {
  return fields.some(([name]) => MONEY.has(compact(name)));
}

/** Whether an object counts by device: if so, `mobile` is a figure. */
export function isByDevice(fields: readonly Field[]): boolean {
  return fields.some(([name]) => /^(?:desktop|tablet)s?$/i.test(name));
}

/** Whether the fields next to a number say that it is a fax or similar: `{ type: 'homeFax', number: '…' }`. */
export function isNamedSecondary(fields: readonly Field[]): boolean {
  return fields.some(
    ([key, value]) => NAMES.has(compact(key)) && typeof value === 'string' && namesSecondary(value),
  );
}

const STREETS = new Set('street streetname road strasse straße rue calle via rua ulica улица'.split(' '));

// `{ number: '12', street: 'Main St' }`; if the street has its number, the other one is a phone.
function isStreet(name: string, value: unknown): boolean {
  return STREETS.has(name) && typeof value === 'string' && !/\p{Nd}/u.test(value);
}

function isAboutOtherThing(name: string, words: readonly string[]): boolean {
  if (NAMES_OF_FIELDS.has(name) || namesIdentifier(words)) return true;
  // A person may be called Date.
  return name === 'name' ? words.every(isOtherThing) : words.some(isOtherThing);
}

// `SSN`, `Tax ID`, `Membership number`; `Bill` is a person, too.
function namesIdentifier(words: readonly string[]): boolean {
  const isOfIdentifier = (word: string): boolean => isOtherThing(word) || hasRole(word, 'identifier');
  if (!words.every((word) => isOfIdentifier(word) || isOfNumbered(word) || NUMBER_WORDS.has(word)))
    return false;
  return (
    words.some(isOfIdentifier) || (words.some(isOfNumbered) && words.some((word) => NUMBER_WORDS.has(word)))
  );
}

function isOtherThing(word: string): boolean {
  return OTHER_THINGS.has(word);
}
