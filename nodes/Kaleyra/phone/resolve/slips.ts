import type { CountryCode } from '../libphonenumber';
import {
  callingCodeOf,
  callingCodeOfCountry,
  countriesOf,
  validInternational,
  type ValidNumber,
} from './validNumber';

/** What people still write before a national number although it isn't, or is no longer, part of it. */
interface TrunkHabit {
  readonly country: CountryCode;
  /** The digits to remove. */
  readonly written: string;
  /** Whether they also appear after the country code. */
  readonly afterCode: boolean;
}

/**
 * To add one: a line with an example and where the habit is documented. It counts only if exactly one valid number
 * remains.
 */
const TRUNK_HABITS: readonly TrunkHabit[] = [
  // `058 677 00 12`: the trunk 0 was abolished (https://en.wikipedia.org/wiki/Telephone_numbers_in_Poland).
  { country: 'PL', written: '0', afterCode: true },
  // `0224 000 012`: it ended in 2002 (https://en.wikipedia.org/wiki/Telephone_numbers_in_the_Czech_Republic).
  { country: 'CZ', written: '0', afterCode: true },
  // `8 (063) 600-00-12`: the trunk 8 became 0 in 2009 (https://en.wikipedia.org/wiki/Telephone_numbers_in_Ukraine).
  { country: 'UA', written: '8', afterCode: false },
  // The same, then the 0 of the area code.
  { country: 'UA', written: '80', afterCode: false },
  // `+52 1 55 1234 5678`: the 1 of mobiles ended in 2019 (https://en.wikipedia.org/wiki/Telephone_numbers_in_Mexico).
  { country: 'MX', written: '1', afterCode: true },
  // `01 55 1234 5678`: so did 01, 044 and 045.
  { country: 'MX', written: '01', afterCode: false },
  { country: 'MX', written: '044', afterCode: false },
  { country: 'MX', written: '045', afterCode: false },
];

/**
 * Removes what people write around the digits of an international number: a zero before the code, the code twice, a
 * trunk prefix after it.
 * @returns the one valid number that remains, or null if there are none or several
 */
export function correctInternational(digits: string, home: CountryCode | null): ValidNumber | null {
  const rest = digits.replace(/^0+/, '');
  const isTrunk8 = (home === 'RU' || home === 'KZ') && digits.startsWith('8');
  const candidates = afterCode(rest);
  if (isTrunk8) candidates.push(`7${digits.slice(1)}`);
  return validInternational(rest) ?? onlyValid(candidates);
}

/** The same for digits without a plus that are dialed within a country. */
export function correctNational(digits: string, country: CountryCode): ValidNumber | null {
  const callingCode = callingCodeOfCountry(country);
  const candidates = TRUNK_HABITS.filter(
    (habit) => habit.country === country && digits.startsWith(habit.written),
  ).map(({ written }) => callingCode + digits.slice(written.length));
  const withoutZero = digits.replace(/^0/, '');
  if (withoutZero.startsWith(callingCode)) candidates.push(withoutZero, ...afterCode(withoutZero));
  return onlyValid(candidates);
}

function afterCode(digits: string): string[] {
  const code = callingCodeOf(digits);
  const rest = digits.slice(code.length);
  const candidates = [rest, rest.replace(/^00/, '')].filter((twice) => twice.startsWith(code));
  if (candidates.some((candidate) => validInternational(candidate) !== null)) return candidates;
  if (rest.startsWith('0')) candidates.push(code + rest.slice(1));
  for (const { country, written, afterCode: isAfterCode } of TRUNK_HABITS) {
    if (isAfterCode && countriesOf(code).includes(country) && rest.startsWith(written)) {
      candidates.push(code + rest.slice(written.length));
    }
  }
  return candidates;
}

function onlyValid(candidates: readonly string[]): ValidNumber | null {
  const found = new Map<string, ValidNumber>();
  for (const candidate of candidates) {
    const number = validInternational(candidate);
    if (number !== null) found.set(number.e164, number);
  }
  const [only = null, ...others] = found.values();
  return others.length === 0 ? only : null;
}
