import {
  areaStated,
  countriesOfRecords,
  countryInName,
  countriesStated,
  isCountry,
  isSureCode,
  MAX_MENTIONED,
  statementsOf,
  type Statement,
} from './countries';
import { namesNumber } from './keys';
import { partiesOf, type PartyReader } from './messages';
import { isNamedSecondary } from './naming';
import { bestOfEachLine, sortFields, type PhoneField, type Place } from './phoneFields';
import {
  fieldsOf,
  isContainer,
  isNothing,
  listOf,
  looksLikePhone,
  parseContainer,
  plainText,
  type Field,
} from './shapes';
import { hasNumber, withMentioned, type TextCell } from './textCell';

/** What surrounds a value inside an object. */
interface Context {
  readonly place: Place;
  /** How many enclosing objects say nothing about phones. */
  readonly depth: number;
  /** How many lists and objects enclose it. */
  readonly level: number;
  readonly isSecondary: boolean;
  /** What an enclosing object says about the country. */
  readonly country: string | null;
  readonly scope: Scope;
}

/** The object without what is in its lists, or an element of a list. */
interface Scope {
  /** The countries stated anywhere in it. */
  readonly mentioned: Set<string>;
  readonly around: Scope | null;
}

interface Candidate {
  readonly cell: TextCell;
  readonly scope: Scope;
  /** The candidates with the lowest rank are the object's numbers. */
  rank: number;
}

const MAX_DEPTH = 8;
const MAX_LEVEL = 25;
const MAX_FIELDS = 1_000;
const SECONDARY = 100;
const WITHOUT_NUMBER = 500;
const BLANK = 1_000;
// `{ code: '44', contact: { phone: '…' } }`; a 1 may say that all went well.
const MAY_BE_CALLING_CODE = /^\D*\d{2,}$/;

/**
 * Finds the phone numbers in an object as returned by APIs: in fields named for them, the shallowest first, one for
 * each line, the canonical form before others, with the country stated next to it. Its work is bounded.
 * @returns an empty list if no field is named for a phone; one blank text if all that are named so are empty; null if
 * the object is too large to be searched
 */
export function phonesInObject(object: object): TextCell[] | null {
  const search = new Search();
  const scope = scopeIn(null);
  search.visit(object, { place: 'chosen', depth: 0, level: 0, isSecondary: false, country: null, scope });
  if (search.isTooLarge) return null;
  let best = Number.POSITIVE_INFINITY;
  for (const { rank } of search.candidates) best = Math.min(best, rank);
  const cells = new Map<string, TextCell>();
  for (const { rank, cell: found, scope: place } of search.candidates) {
    if (rank !== best) continue;
    const cell = withMentioned(found, mentionedIn(place));
    const key = keyOf(cell.text, cells.size);
    const known = cells.get(key);
    // Of identical digits, keep those with a country.
    const isBetter = known === undefined || (known.country === undefined && cell.country !== undefined);
    if (isBetter) cells.set(key, cell);
  }
  return [...cells.values()];
}

// Identical digits are the same number, but each code in a list is for the number next to it.
function keyOf(text: string, place: number): string {
  if (isNothing(text)) return '';
  return hasNumber(text) ? text.replace(/\D/g, '').replace(/^00/, '') : `${place}: ${text}`;
}

function scopeIn(around: Scope | null, statements: readonly Statement[] = []): Scope {
  return { mentioned: new Set(statements.map(({ text }) => text)), around };
}

function mentionedIn(scope: Scope): readonly string[] {
  const mentioned: string[] = [];
  for (let at: Scope | null = scope; at !== null; at = at.around) mentioned.push(...at.mentioned);
  return mentioned.slice(0, MAX_MENTIONED);
}

class Search {
  readonly candidates: Candidate[] = [];
  isTooLarge = false;
  private readonly seen = new Set<object>();
  private fieldsLeft = MAX_FIELDS;

  visit(value: unknown, context: Context): void {
    const text = value === null || value === undefined ? '' : plainText(value);
    const container = typeof value === 'string' ? parseContainer(value) : value;
    if (text !== null) this.addIfNamed(text, context);
    else if (isContainer(container) && !this.seen.has(container)) {
      if (context.depth > MAX_DEPTH || context.level > MAX_LEVEL) return;
      this.seen.add(container);
      this.visitContainer(container, { ...context, level: context.level + 1 });
    }
  }

  private visitContainer(container: object, context: Context): void {
    const fields = fieldsOf(container, this.fieldsLeft);
    this.isTooLarge ||= fields === null;
    if (fields === null) return;
    this.fieldsLeft -= fields.length;
    if (fields.length === 0) this.addIfNamed('', context);
    else if (listOf(container) !== null) this.visitList(fields, context);
    else
      this.visitObject(fields, { ...context, isSecondary: context.isSecondary || isNamedSecondary(fields) });
  }

  private visitList(fields: readonly Field[], context: Context): void {
    const before = this.candidates.length;
    for (const [, element] of fields) {
      const scope = scopeIn(context.scope);
      const count = this.candidates.length;
      this.visit(element, { ...context, scope });
      // `[{ label: 'Country', value: 'GB' }, { label: 'Phone', value: '…' }]`
      if (this.candidates.length === count)
        for (const text of scope.mentioned) context.scope.mentioned.add(text);
    }
    const added = this.candidates.slice(before);
    const best = Math.min(...added.map(({ rank }) => rank));
    // A country or a code next to a number is about it: `["GB", "020 7946 0123"]`.
    for (const candidate of added) {
      if (candidate.rank === best + WITHOUT_NUMBER && isCountry(candidate.cell.text)) candidate.rank = best;
    }
  }

  private visitObject(fields: readonly Field[], context: Context): void {
    const before = this.candidates.length;
    const statements = statementsOf(fields);
    for (const { text, isCode } of statements) if (!isCode) context.scope.mentioned.add(text);
    const countryOf = countriesStated(statements, context.country);
    const countryFor = ({ name, key }: PhoneField): Pick<Context, 'country' | 'scope'> => {
      const named = countryInName(name);
      if (named === null || isSureCode(named))
        return { country: named ?? countryOf(key.line), scope: context.scope };
      return { country: null, scope: { mentioned: new Set([named]), around: context.scope } };
    };
    const withArea = areaStated(fields);
    const { phones, others } = sortFields(fields, context.place);
    const numbers = bestOfEachLine(phones);
    for (const phone of phones) {
      const { key, value, text } = phone;
      const isSecondary = context.isSecondary || key.isSecondary;
      const inside: Context = { ...context, ...countryFor(phone), place: 'named', isSecondary };
      if (text === null) this.visit(value, inside);
      else if (numbers.has(phone))
        this.add(mayHaveArea(phone, phones) ? withArea(text) : text, inside, key.isInternational);
    }
    if (context.place === 'named' && this.candidates.length > before) {
      const inOthers = countriesOfRecords(others.map(([, value]) => value));
      for (const text of inOthers) context.scope.mentioned.add(text);
      return;
    }
    const codes = statements.filter(({ text, isCode }) => isCode && MAY_BE_CALLING_CODE.test(text));
    const scope = codes.length === 0 ? context.scope : scopeIn(context.scope, codes);
    this.visitOthers(others, partiesOf(fields), { ...context, scope, country: countryOf('') });
  }

  // The parties of a message, and what is in fields whose names say nothing.
  private visitOthers(others: readonly Field[], parties: PartyReader, context: Context): void {
    const isNamed = context.place === 'named';
    const inside: Context = isNamed
      ? context
      : { ...context, place: 'none', depth: context.depth + 1, country: null };
    for (const [name, value] of others) {
      const isSecondary = context.isSecondary || parties.isOwnSide(name, value);
      for (const element of parties.isParty(name) ? (listOf(value) ?? [value]) : [value]) {
        const party = parties.read(name, element);
        const text = plainText(element);
        if (party !== null) this.add(party.text, { ...context, isSecondary }, party.isInternational);
        else if (text === null) this.visit(element, { ...inside, isSecondary });
        else if ((isNamed || isOfNumber(name, text)) && looksLikePhone(text) === 'written')
          this.add(text, context, false);
      }
    }
  }

  private addIfNamed(text: string, context: Context): void {
    if (context.place === 'named') this.add(text, context, false);
  }

  private add(text: string, context: Context, isInternational: boolean): void {
    const { depth, isSecondary, country, scope } = context;
    const isNumber = /\p{Nd}/u.test(text) && !isSureCode(text);
    const poorness = isNothing(text) ? BLANK : isNumber ? 0 : WITHOUT_NUMBER;
    const rank = depth + (isSecondary ? SECONDARY : 0) + poorness;
    const cell = { text, ...(country !== null && { country }), ...(isInternational && { isInternational }) };
    this.candidates.push({ cell, scope, rank });
  }
}

// `{ text_reminder_number: '+1…' }`, `{ uri: 'tel:+1…' }`
function isOfNumber(name: string, text: string): boolean {
  return namesNumber(name) || /^tel:/i.test(text);
}

// Of several lines, an area code is for the one without a name.
function mayHaveArea({ key }: PhoneField, phones: readonly PhoneField[]): boolean {
  return key.line === '' || phones.every((other) => other.key.line === key.line);
}
