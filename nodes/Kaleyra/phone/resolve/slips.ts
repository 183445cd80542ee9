import type { CountryCode } from '../libphonenumber';
import { callingCodeOf, countriesOf, validInternational, type ValidNumber } from './validNumber';

/** What people still write before a national number although it isn't, or is no longer, part of it. */
interface TrunkHabit {
  readonly country: CountryCode;
  /** The digits to remove. */
  readonly written: string;
  /** Whether they also appear after the country code. */
  readonly afterCode: boolean;
  readonly example: string;
  readonly source: string;
}

/**
 * To add one: a line with an example and where the habit is documented. It counts only if exactly one valid number
 * remains.
 */
const TRUNK_HABITS: readonly TrunkHabit[] = [
  {
    country: 'PL',
    written: '0',
    afterCode: true,
    example: '058 677 00 12',
    source: 'https://en.wikipedia.org/wiki/Telephone_numbers_in_Poland: the trunk 0 was abolished',
  },
  {
    country: 'CZ',
    written: '0',
    afterCode: true,
    example: '0224 000 012',
    source:
      'https://en.wikipedia.org/wiki/Telephone_numbers_in_the_Czech_Republic: the trunk 0 ended in 2002',
  },
  {
    country: 'UA',
    written: '8',
    afterCode: false,
    example: '8 (063) 600-00-12',
    source: 'https://en.wikipedia.org/wiki/Telephone_numbers_in_Ukraine: the trunk 8 became 0 in 2009',
  },
  {
    country: 'UA',
    written: '80',
    afterCode: false,
    example: '8 (063) 600-00-12',
    source:
      'https://en.wikipedia.org/wiki/Telephone_numbers_in_Ukraine: the trunk 8, then the 0 of the area code',
  },
  {
    country: 'MX',
    written: '1',
    afterCode: true,
    example: '+52 1 55 1234 5678',
    source: 'https://en.wikipedia.org/wiki/Telephone_numbers_in_Mexico: the 1 of mobiles ended in 2019',
  },
  ...['01', '044', '045'].map((written) => ({
    country: 'MX' as const,
    written,
    afterCode: false,
    example: `${written} 55 1234 5678`,
    source: 'https://en.wikipedia.org/wiki/Telephone_numbers_in_Mexico: 01, 044 and 045 ended in 2019',
  })),
];

/**
 * Removes what people write around the digits of an international number: a zero before the code, the code twice, a
 * trunk prefix after it.
 * @returns the one valid number that remains, or null if there are none or several
 */
export function correctInternational(digits: string, home: CountryCode | null): ValidNumber | null {
  const rest = digits.replace(/^0+/, '');
  const isTrunk8 = (home === 'RU' || home === 'KZ') && digits.startsWith('8');
  return (
    (rest === digits ? null : validInternational(rest)) ??
    onlyValid([...afterCode(rest), ...(isTrunk8 ? [`7${digits.slice(1)}`] : [])])
  );
}

/** The same for digits without a plus that are dialed within a country. */
export function correctNational(
  digits: string,
  country: CountryCode,
  callingCode: string,
): ValidNumber | null {
  const candidates = TRUNK_HABITS.filter(
    (habit) => habit.country === country && digits.startsWith(habit.written),
  ).map(({ written }) => callingCode + digits.slice(written.length));
  const withoutZero = digits.replace(/^0/, '');
  if (withoutZero.startsWith(callingCode)) candidates.push(withoutZero, ...afterCode(withoutZero));
  return onlyValid(candidates);
}

function afterCode(digits: string): string[] {
  const code = callingCodeOf(digits);
  if (code === null) return [];
  const rest = digits.slice(code.length);
  const candidates = [];
  if (rest.startsWith(code)) candidates.push(rest);
  if (rest.startsWith(`00${code}`)) candidates.push(rest.slice(2));
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
  for (const candidate of new Set(candidates)) {
    const number = validInternational(candidate);
    if (number !== null) found.set(number.e164, number);
  }
  const [only] = found.values();
  return found.size === 1 && only !== undefined ? only : null;
}
