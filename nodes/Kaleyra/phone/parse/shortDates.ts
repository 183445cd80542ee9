import type { CountryCode } from '../libphonenumber';
import { DATE_SIGN, DAY_OR_MONTH, YEAR } from '../tokens/dateParts';
import { digits, kind, match, touching, word, type Test } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';

const MONTH = digits(/^(?:0[1-9]|1[0-2])$/);
const DAY = digits(/^(?:0[1-9]|[12]\d|3[01])$/);
const TWO_DIGITS = digits(/^\d\d$/);
const ONE_DIGIT = digits(/^[1-9]$/);
const SIGNS = [kind('slash'), kind('dot')].map(touching);
const DASH = touching(kind('dash'));
const WITH_YEAR = [
  ...SIGNS.map((sign) => [DAY_OR_MONTH, sign, touching(DAY_OR_MONTH), sign, touching(TWO_DIGITS)]),
  [DAY, DASH, touching(DAY), DASH, touching(TWO_DIGITS)],
  [TWO_DIGITS, DASH, touching(MONTH), DASH, touching(DAY)],
];
const SEASON = [YEAR, touching(kind('slash', 'dash')), touching(TWO_DIGITS)];
const WITHOUT_YEAR = [DAY_OR_MONTH, touching(kind('slash', 'dot')), touching(DAY_OR_MONTH)];
const IS_MONTH = /^(?:0?[1-9]|1[0-2])$/;

// Where numbers are written in three pairs.
const PAIRS: ReadonlySet<CountryCode | null> = new Set<CountryCode>([
  'FO',
  'GL',
  'LU',
  'NC',
  'PM',
  'SR',
  'WF',
]);

/**
 * A date with a short year or none, or a season, apart from any number: `05/06/98`, `98-06-05`, `2023/24`, and behind a word
 * `3/14` or `15.3.`. A number would go on in pairs: `06/12 34 56 78`.
 * @returns the index after it, or 0
 */
export function dateApart(tokens: readonly Token[], index: number, country: CountryCode | null): number {
  if (PAIRS.has(country)) return 0;
  const dated = firstMatch(tokens, index, WITH_YEAR);
  if (dated > 0) return hasMonth(tokens, index) && !TWO_DIGITS(tokenAt(tokens, dated)) ? dated : 0;
  const season = ended(tokens, match(tokens, index, ...SEASON));
  const end = season > 0 ? season : dayAndMonth(tokens, index);
  // `Rückruf 15.3. 030 …`
  const isClear = kind('dot')(tokenAt(tokens, end - 1));
  return !isClear && kind('digits', 'open')(tokenAt(tokens, end)) ? 0 : end;
}

// `called 3/14`, `(15.3.)`, `3/14: …`
function dayAndMonth(tokens: readonly Token[], index: number): number {
  const end = ended(tokens, match(tokens, index, ...WITHOUT_YEAR));
  if (end === 0 || !hasMonth(tokens, index)) return 0;
  const isBehind = kind('word', 'open', 'colon')(tokenAt(tokens, index - 1));
  return isBehind || kind('word', 'colon')(tokenAt(tokens, end)) ? match(tokens, end, DOT) || end : 0;
}

const DOT = touching(kind('dot'));
const SHORT_SIGN = touching(kind('dot', 'slash'));
const BEHIND_NUMBER = [
  [DAY_OR_MONTH, word('month')],
  [DAY_OR_MONTH, SHORT_SIGN, touching(ONE_DIGIT), SHORT_SIGN, touching(TWO_DIGITS)],
  [ONE_DIGIT, SHORT_SIGN, touching(DAY_OR_MONTH), SHORT_SIGN, touching(TWO_DIGITS)],
];

/**
 * Behind a number, `15 Jan`, or `15.1.24`: a date with a short year, distinguished from groups of a number by its single
 * digit.
 */
export function shortDate(tokens: readonly Token[], index: number): number {
  return firstMatch(tokens, index, BEHIND_NUMBER);
}

function firstMatch(
  tokens: readonly Token[],
  index: number,
  patterns: ReadonlyArray<readonly Test[]>,
): number {
  for (const pattern of patterns) {
    const end = ended(tokens, match(tokens, index, ...pattern));
    if (end > 0) return end;
  }
  return 0;
}

// Of day, month and year, the first or the second is the month.
function hasMonth(tokens: readonly Token[], index: number): boolean {
  return [index, index + 2].some((at) => IS_MONTH.test(tokenAt(tokens, at).text));
}

/** The end, unless more digits follow a separator that touches both sides: `2026-11-23-45` isn't a date. */
export function ended(tokens: readonly Token[], end: number): number {
  return end > 0 && match(tokens, end, DATE_SIGN, touching(kind('digits'))) === 0 ? end : 0;
}
