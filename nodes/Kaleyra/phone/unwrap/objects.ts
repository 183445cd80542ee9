import { areaStated, countriesStated } from './countries';
import { namesNumber } from './keys';
import { partiesOf, type PartyReader } from './messages';
import { isNamedSecondary } from './naming';
import { bestOfEachLine, sortFields, type Place } from './phoneFields';
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
import type { TextCell } from './textCell';

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
}

interface Candidate extends TextCell {
  /** The candidates with the lowest rank are the object's numbers. */
  readonly rank: number;
}

const MAX_DEPTH = 8;
const MAX_LEVEL = 25;
const MAX_FIELDS = 1_000;
const SECONDARY = 100;
const WITHOUT_DIGITS = 500;
const BLANK = 1_000;

/**
 * Finds the phone numbers in an object as returned by APIs: in fields named for them, the shallowest first, one for
 * each line, the canonical form before others, with the country stated next to it. Its work is bounded.
 * @returns an empty list if no field is named for a phone; one blank text if all that are named so are empty; null if
 * the object is too large to be searched
 */
export function phonesInObject(object: object): TextCell[] | null {
  const search = new Search();
  search.visit(object, { place: 'chosen', depth: 0, level: 0, isSecondary: false, country: null });
  if (search.isTooLarge) return null;
  let best = Number.POSITIVE_INFINITY;
  for (const { rank } of search.candidates) best = Math.min(best, rank);
  const cells = new Map<string, TextCell>();
  for (const { rank, ...cell } of search.candidates) {
    const digits = cell.text.replace(/\D/g, '').replace(/^00/, '');
    // Of identical digits, keep those with a country.
    const known = cells.get(digits);
    const isBetter = known === undefined || (known.country === undefined && cell.country !== undefined);
    if (rank === best && isBetter) cells.set(digits, cell);
  }
  return [...cells.values()];
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
    else if (listOf(container) !== null) for (const [, element] of fields) this.visit(element, context);
    else
      this.visitObject(fields, { ...context, isSecondary: context.isSecondary || isNamedSecondary(fields) });
  }

  private visitObject(fields: readonly Field[], context: Context): void {
    const before = this.candidates.length;
    const countryOf = countriesStated(fields, context.country);
    const withArea = areaStated(fields);
    const { phones, others } = sortFields(fields, context.place);
    const numbers = bestOfEachLine(phones);
    for (const phone of phones) {
      const { key, value, text } = phone;
      const isSecondary = context.isSecondary || key.isSecondary;
      const inside: Context = { ...context, place: 'named', isSecondary, country: countryOf(key.line) };
      if (text === null) this.visit(value, inside);
      else if (numbers.has(phone))
        this.add(key.line === '' ? withArea(text) : text, inside, key.isInternational);
    }
    if (context.place === 'named' && this.candidates.length > before) return;
    this.visitOthers(others, partiesOf(fields), { ...context, country: countryOf('') });
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

  private add(text: string, { depth, isSecondary, country }: Context, isInternational: boolean): void {
    const poorness = isNothing(text) ? BLANK : /\p{Nd}/u.test(text) ? 0 : WITHOUT_DIGITS;
    const rank = depth + (isSecondary ? SECONDARY : 0) + poorness;
    this.candidates.push({
      text,
      rank,
      ...(country !== null && { country }),
      ...(isInternational && { isInternational }),
    });
  }
}

// `{ text_reminder_number: '+1…' }`, `{ uri: 'tel:+1…' }`
function isOfNumber(name: string, text: string): boolean {
  return namesNumber(name) || /^tel:/i.test(text);
}
