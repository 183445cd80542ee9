import { rejection, type Rejection } from '../rejection';
import type { NumberContext, Resolution } from './resolveNumber';
import { needsTrunkPrefix, validInternational, validNational, type ValidNumber } from './validNumber';

/** A number and the groups it was written in: what follows may share its area or country code. */
export interface Neighbor {
  readonly number: ValidNumber;
  readonly groups: readonly string[];
}

// Shorter ones are suffixes, a shorthand: `…2110/1/2`.
const MIN_LOCAL_LENGTH = 5;
// If only the first group is shared: `380 1234, 1235`.
const MIN_SHORT_LOCAL_LENGTH = 4;
// This many identical digits show that an ungrouped number and what follows it are in the same area.
const MIN_COMMON_LENGTH = 3;

type Outcome = Resolution | (Rejection & { readonly kind?: undefined }) | null;

/**
 * Decides which number digits without a country code are, next to a number that they may share a code with:
 * `030 23125123, 23125124`, `+91 98765 43210 / 98765 43211`.
 * @param alone what they are by themselves
 * @param elsewhere what they would be read as if words didn't state a country
 * @returns a rejection if they may be a number of either country
 */
export function resolveBeside(
  digits: string,
  alone: Resolution | null,
  neighbor: Neighbor,
  context: NumberContext,
  elsewhere: NumberContext = context,
): Outcome {
  if (alone?.kind === 'ambiguous') return alone;
  const isForeign = neighbor.number.callingCode !== context.callingCode;
  const found = (isForeign ? besideForeignNumber : besideNumberOfCountry)(digits, alone, neighbor);
  return elsewhere.country === context.country ? found : orUnclear(found, digits, elsewhere);
}

// Words state a country, but may refer only to the previous number.
function orUnclear(found: Outcome, digits: string, { country }: NumberContext): Outcome {
  if (found?.kind !== 'number' || country === null) return found;
  const other = validNational(digits, country);
  if (other === null || other.e164 === found.number.e164 || isIncomplete(other, digits)) return found;
  return unclear([found.number, other]);
}

type Alone = Exclude<Resolution, { kind: 'ambiguous' }> | null;

function besideNumberOfCountry(digits: string, alone: Alone, neighbor: Neighbor): Outcome {
  if (alone !== null && !isIncomplete(alone.number, digits)) return alone;
  const whole = completeAreaCode(digits, neighbor);
  return whole === null ? alone : completed(whole);
}

function besideForeignNumber(digits: string, alone: Alone, neighbor: Neighbor): Outcome {
  const there = inCountryOf(neighbor, digits);
  if (there !== null && isAlike(there, neighbor.number)) return completed(there);
  const isWhole = alone !== null && !isIncomplete(alone.number, digits);
  const other = isWhole
    ? (there ?? completeAreaCode(digits, neighbor))
    : (completeAreaCode(digits, neighbor) ?? there);
  if (other === null || alone?.number.e164 === other.e164) return alone;
  return alone === null ? completed(other) : unclear([other, alone.number]);
}

function completed(number: ValidNumber): Resolution {
  return { kind: 'number', number, reading: 'national', isCompleted: true };
}

// Of the same length, and different only in the last digits.
function isAlike(one: ValidNumber, other: ValidNumber): boolean {
  const { length } = one.national;
  return other.national.length === length && other.national.slice(0, -3) === one.national.slice(0, -3);
}

/**
 * Whether digits omit what the country writes before them: the trunk prefix of `0231 25124` in Germany, or the area
 * code that libphonenumber adds to local numbers in one-area countries.
 */
export function isIncomplete(number: ValidNumber, digits: string): boolean {
  if (digits.length < number.national.length) return true;
  return digits === number.national && needsTrunkPrefix(number);
}

// The result has as many digits as the previous number, and the area code ends where one of its groups ends.
function completeAreaCode(digits: string, { number, groups }: Neighbor): ValidNumber | null {
  const missing = number.national.length - digits.length;
  if (missing <= 0 || !endsAtArea(digits, number.national, groups)) return null;
  return validInternational(number.callingCode + number.national.slice(0, missing) + digits);
}

function endsAtArea(digits: string, national: string, groups: readonly string[]): boolean {
  if (groups.length === 1) {
    const local = national.slice(-digits.length);
    return (
      digits.length >= MIN_LOCAL_LENGTH &&
      local.slice(0, MIN_COMMON_LENGTH) === digits.slice(0, MIN_COMMON_LENGTH)
    );
  }
  let sum = 0;
  let at = groups.length;
  while (at > 1 && sum < digits.length) sum += groups[--at]?.length ?? 0;
  if (sum !== digits.length) return false;
  const isFirstGroup = sum + (groups[at - 1]?.length ?? 0) >= national.length;
  return digits.length >= (isFirstGroup ? MIN_SHORT_LOCAL_LENGTH : MIN_LOCAL_LENGTH);
}

/** Digits as a number in a neighbor's country, if it is alike: the same except for the last digits. */
export function twinOf(digits: string, neighbor: Neighbor): ValidNumber | null {
  const there = inCountryOf(neighbor, digits);
  return there !== null && isAlike(there, neighbor.number) ? there : null;
}

function inCountryOf({ number }: Neighbor, digits: string): ValidNumber | null {
  return number.country === null ? null : validNational(digits, number.country);
}

function unclear(choices: readonly ValidNumber[]): Rejection {
  const numbers = choices.map(({ e164 }) => e164).join(' or ');
  return rejection(
    'NOT_A_NUMBER',
    `This could be ${numbers}, since the number beside it is from another country. Write it with its country code.`,
  );
}
