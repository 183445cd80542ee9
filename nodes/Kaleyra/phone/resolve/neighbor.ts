import { ambiguous, type Rejection } from '../rejection';
import type { NumberContext, Resolution } from './resolveNumber';
import {
  callingCodeOfCountry,
  isIncomplete,
  isUsualGrouping,
  validInternational,
  validNational,
  type ValidNumber,
} from './validNumber';

/** A number and the groups it was written in: what follows may share its area or country code. */
export interface Neighbor {
  readonly number: ValidNumber;
  readonly groups: readonly string[];
}

// Shorter ones are suffixes, a shorthand: `…2110/1/2`.
const MIN_LOCAL_LENGTH = 5;
// If it isn't as long as the number before it. Postal codes are shorter.
const MIN_WHOLE_LOCAL_LENGTH = 8;
// If only the first group is shared: `380 1234, 1235`.
const MIN_SHORT_LOCAL_LENGTH = 4;
// This many identical digits show that what follows a number is in the same area and no postal code: `98765 43210, 94105`.
const MIN_COMMON_LENGTH = 3;
// Postal codes aren't longer, unless they are grouped unlike a number or in these countries: `220-0012`, `20040002`.
const MAX_POSTAL_LENGTH = 6;
const POSTAL_SHAPES: Readonly<Record<string, string>> = { '81': '3,4', '55': '8' };

type Outcome = Resolution | (Rejection & { readonly kind?: undefined }) | null;

/**
 * Decides which number digits without a country code are, next to a number that they may share a code with:
 * `030 23125123, 23125124`, `+91 98765 43210 / 98765 43211`.
 * @param written the digits as grouped
 * @param alone what they are by themselves
 * @param elsewhere what they would be read as if words didn't state a country
 * @returns a rejection if they may be a number of either country
 */
export function resolveBeside(
  written: readonly string[],
  alone: Resolution | null,
  neighbor: Neighbor,
  context: NumberContext,
  elsewhere: NumberContext = context,
): Outcome {
  if (alone?.kind === 'ambiguous') return alikeOf(alone.rejection, written, neighbor) ?? alone;
  const home = context.country && callingCodeOfCountry(context.country);
  const isForeign = neighbor.number.callingCode !== home;
  const found = (isForeign ? besideForeignNumber : besideNumberOfCountry)(written, alone, neighbor);
  return elsewhere.country === context.country
    ? found
    : orUnclear(found, written.join(''), neighbor, elsewhere);
}

// Of the numbers that the digits may be, the one that is alike.
function alikeOf({ candidates }: Rejection, written: readonly string[], neighbor: Neighbor): Outcome {
  const twin = twinOf(written.join(''), neighbor);
  return twin !== null && candidates?.includes(twin.e164) === true ? completed(twin) : null;
}

// Words state a country, but may refer only to the previous number, unless both are alike.
function orUnclear(found: Outcome, digits: string, neighbor: Neighbor, { country }: NumberContext): Outcome {
  if (found?.kind !== 'number' || isAlike(found.number, neighbor.number)) return found;
  const other = validNational(digits, country);
  if (other === null || other.e164 === found.number.e164 || isIncomplete(other, digits)) return found;
  return unclear([found.number, other]);
}

type Alone = Exclude<Resolution, { kind: 'ambiguous' }> | null;

function besideNumberOfCountry(written: readonly string[], alone: Alone, neighbor: Neighbor): Outcome {
  const inArea = completeAreaCode(written, neighbor);
  // As international digits, `3524-4321` would be in another country than the number before it.
  const isHere = alone !== null && alone.reading !== 'international';
  if (isHere && !isIncomplete(alone.number, written.join(''))) {
    return inArea !== null && isAlike(inArea, neighbor.number)
      ? mayLackArea(written, inArea, alone.number)
      : alone;
  }
  if (inArea !== null) return completed(inArea);
  if (alone !== null) return isHere ? alone : besideForeignNumber(written, alone, neighbor);
  const whole = inAreaOf(neighbor, written);
  return whole === null ? null : completed(whole);
}

// `331 0123 4501, 0123 4502` in Italy, where each is a number.
function mayLackArea(written: readonly string[], inArea: ValidNumber, whole: ValidNumber): Rejection {
  const why = `The digits '${written.join(' ')}' may share the area code of the number before them.`;
  return ambiguous([inArea.e164, whole.e164], why, 'Write each number with its area code.');
}

// `(11) 2345-6789 / 96123-4567`, `+55 11 2345-6789 / 96123-4567`: where lengths vary, a number in the area of the other one,
// if it is grouped as usual.
function inAreaOf({ number, groups }: Neighbor, written: readonly string[]): ValidNumber | null {
  const [first = '', second = ''] = groups;
  const isCode = first === number.callingCode && !number.national.startsWith(first);
  const area = (isCode ? second : first).replace(/^0/, '');
  const local = written.join('');
  const isWhole = local.length >= MIN_WHOLE_LOCAL_LENGTH && written.length > 1;
  if (!isWhole || !number.national.startsWith(area)) return null;
  const whole = validInternational(number.callingCode + area + local);
  return whole !== null && isUsualGrouping(whole, [area, ...written]) ? whole : null;
}

function besideForeignNumber(written: readonly string[], alone: Alone, neighbor: Neighbor): Outcome {
  const digits = written.join('');
  const twin = twinOf(digits, neighbor);
  if (twin !== null) return completed(twin);
  const other =
    completeInCountryOf(neighbor, digits) ??
    completeAreaCode(written, neighbor) ??
    inAreaOf(neighbor, written);
  if (other === null || alone?.number.e164 === other.e164) return alone;
  return alone === null ? completed(other) : unclear([other, alone.number]);
}

// Where lengths vary, a postal code or a date may be a number without its trunk prefix.
function completeInCountryOf(neighbor: Neighbor, digits: string): ValidNumber | null {
  const there = validNational(digits, neighbor.number.country);
  const isLong = there?.national.length === neighbor.number.national.length;
  return there !== null && (isLong || !isIncomplete(there, digits)) ? there : null;
}

function completed(number: ValidNumber): Resolution {
  return { kind: 'number', number, reading: 'national', isCompleted: true };
}

// Of the same length, and different only in the last digits.
function isAlike(one: ValidNumber, other: ValidNumber): boolean {
  return other.national.slice(0, -3) === one.national.slice(0, -3);
}

// The result has as many digits as the previous number, and the area code ends where one of its groups ends.
function completeAreaCode(written: readonly string[], { number, groups }: Neighbor): ValidNumber | null {
  const digits = written.join('');
  const missing = number.national.length - digits.length;
  if (missing <= 0) return null;
  const local = number.national.slice(missing);
  const isInSameArea =
    local.slice(0, MIN_COMMON_LENGTH) === digits.slice(0, MIN_COMMON_LENGTH)
      ? endsAtArea(digits.length, number.national.length, groups)
      : isGroupedAlike(written, groups) && POSTAL_SHAPES[number.callingCode] !== lengths(written);
  const whole = isInSameArea
    ? validInternational(number.callingCode + number.national.slice(0, missing) + digits)
    : null;
  // `Mob: 050 123 4567, Tel: 234 5678`: a mobile's prefix is no area code, but an office has `0171 3920012, 3920013`.
  return whole !== null && number.type === 'mobile' && !isAlike(whole, number) ? null : whole;
}

function endsAtArea(length: number, nationalLength: number, groups: readonly string[]): boolean {
  if (groups.length === 1) return length >= MIN_LOCAL_LENGTH;
  const lengthFrom = (at: number): number => groups.slice(at).join('').length;
  const at = groups.findIndex((_group, from) => from > 0 && lengthFrom(from) === length);
  const isBehindFirst = lengthFrom(at - 1) >= nationalLength;
  return at > 0 && length >= (isBehindFirst ? MIN_SHORT_LOCAL_LENGTH : MIN_LOCAL_LENGTH);
}

// `(030) 2312 5123, 7700 1234`
function isGroupedAlike(written: readonly string[], groups: readonly string[]): boolean {
  const isLong = written.join('').length > MAX_POSTAL_LENGTH;
  return isLong && lengths(groups.slice(-written.length)) === lengths(written);
}

/** How many digits each group has: `3,3,4`. */
export function lengths(groups: readonly string[]): string {
  return groups.map(({ length }) => length).join();
}

/** Digits as a number in a neighbor's country, if it is alike: the same except for the last digits. */
export function twinOf(digits: string, neighbor: Neighbor): ValidNumber | null {
  const there = validNational(digits, neighbor.number.country);
  return there !== null && isAlike(there, neighbor.number) ? there : null;
}

function unclear(choices: readonly ValidNumber[]): Rejection {
  const numbers = choices.map(({ e164 }) => e164);
  return ambiguous(
    numbers,
    'The number beside it is from another country.',
    'Write it with its country code.',
  );
}
