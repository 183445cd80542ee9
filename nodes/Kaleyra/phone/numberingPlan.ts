import { metadata } from './library';

import type { CountryCode, PhoneType } from './types';

/**
 * libphonenumber's numbering plans with every pattern compiled once. libphonenumber-js compiles them anew for each
 * number, which takes most of its time. What is decided here is what it decides: tests compare the two.
 */
interface NumberingPlan {
  readonly national: RegExp;
  /** What is dialled before the national number inside the country, and not part of it. */
  readonly prefix: RegExp | null;
  /** How the numbers of a country begin that shares its calling code. */
  readonly leading: RegExp | null;
  readonly fixed: Kind | null;
  /** Null where mobile numbers look like fixed ones. */
  readonly mobile: Kind | null;
  readonly others: readonly Kind[];
}

interface Kind {
  readonly type: PhoneType;
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
}

type RawKind = readonly [pattern: string, lengths?: readonly number[]];
type RawPlan = readonly unknown[];

// Positions in a plan of the metadata (METADATA.md of libphonenumber-js).
const NATIONAL_PATTERN = 2;
const POSSIBLE_LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const PREFIX_FOR_PARSING = 7;
const LEADING_DIGITS = 10;
const KINDS = 11;

// Positions in a plan's kinds.
const FIXED_LINE = 0;
const MOBILE = 1;
const OTHERS: ReadonlyArray<readonly [PhoneType, position: number]> = [
  ['mobile', MOBILE],
  ['premium_rate', 3],
  ['toll_free', 2],
  ['shared_cost', 9],
  ['voip', 8],
  ['personal_number', 4],
  ['pager', 7],
  ['uan', 6],
  ['voicemail', 5],
];

const { country_calling_codes: countriesOf, countries, nonGeographic } = metadata;
const MAX_CALLING_CODE_LENGTH = 3;

const plans = new Map<string, NumberingPlan>();

/**
 * Reads international digits that are a valid number as they stand.
 * @param digits country code first, without a plus
 * @returns null for all that only libphonenumber can decide
 */
export function readInternational(digits: string): { country: CountryCode | null; type: PhoneType } | null {
  for (let length = 1; length <= MAX_CALLING_CODE_LENGTH; length += 1) {
    const callingCode = digits.slice(0, length);
    const candidates = countriesOf[callingCode];
    if (candidates !== undefined) return amongCountries(candidates, digits.slice(length));
    if (nonGeographic[callingCode] !== undefined) {
      const type = lineType(callingCode, digits.slice(length));
      return type === null ? null : { country: null, type };
    }
  }
  return null;
}

/**
 * The line type of a number.
 * @param where its country, or the calling code where it has none
 * @returns null where the number is not valid there
 */
export function lineType(where: string, national: string): PhoneType | null {
  const plan = planOf(where);
  if (!plan.national.test(national)) return null;
  if (isOf(plan.fixed, national)) {
    return plan.mobile === null || isOf(plan.mobile, national) ? 'fixed_line_or_mobile' : 'fixed_line';
  }
  return plan.others.find((kind) => isOf(kind, national))?.type ?? null;
}

function amongCountries(
  candidates: readonly CountryCode[],
  national: string,
): { country: CountryCode; type: PhoneType } | null {
  const [main] = candidates;
  if (main === undefined || hasPrefix(planOf(main), national)) return null;
  const country =
    candidates.length === 1 ? main : candidates.find((candidate) => belongsTo(candidate, national));
  const type = country === undefined ? null : lineType(country, national);
  return country === undefined || type === null ? null : { country, type };
}

function belongsTo(country: CountryCode, national: string): boolean {
  const { leading } = planOf(country);
  return leading === null ? lineType(country, national) !== null : leading.test(national);
}

// Some plans have a prefix that may be empty, which takes nothing away.
function hasPrefix({ prefix }: NumberingPlan, national: string): boolean {
  const found = prefix?.exec(national);
  return found !== null && found !== undefined && found[0] !== '';
}

function isOf(kind: Kind | null, national: string): boolean {
  return kind !== null && kind.lengths.includes(national.length) && kind.pattern.test(national);
}

function planOf(where: string): NumberingPlan {
  let plan = plans.get(where);
  if (plan === undefined) {
    const raw = countries[where as CountryCode] ?? nonGeographic[where] ?? [];
    plans.set(where, (plan = compile(raw)));
  }
  return plan;
}

function compile(raw: RawPlan): NumberingPlan {
  const kinds = (raw[KINDS] || []) as ReadonlyArray<RawKind | 0>;
  const kindAt = (type: PhoneType, position: number): Kind | null => {
    const [pattern, lengths = raw[POSSIBLE_LENGTHS] as number[]] = kinds[position] || [''];
    return pattern === '' ? null : { type, pattern: whole(pattern), lengths };
  };
  const prefix = (raw[PREFIX_FOR_PARSING] || raw[NATIONAL_PREFIX] || null) as string | null;
  const leading = (raw[LEADING_DIGITS] || null) as string | null;
  return {
    national: whole(raw[NATIONAL_PATTERN] as string),
    prefix: prefix === null ? null : new RegExp(`^(?:${prefix})`),
    leading: leading === null ? null : new RegExp(`^(?:${leading})`),
    fixed: kindAt('fixed_line', FIXED_LINE),
    mobile: kindAt('mobile', MOBILE),
    others: OTHERS.map(([type, position]) => kindAt(type, position)).filter((kind) => kind !== null),
  };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
