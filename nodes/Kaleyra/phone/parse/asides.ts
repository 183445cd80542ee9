import type { CountryCode } from '../libphonenumber';
import { DATE_SIGN, DAY_OR_MONTH, MONTH, YEAR } from '../tokens/dateParts';
import { digits, kind, match, touching, word, type Test } from '../tokens/match';
import { MONTH_NAME } from '../tokens/monthNames';
import { tokenAt, type Token } from '../tokens/token';
import { isCallingCode } from '../resolve/validNumber';
import { digitsOf, NOTE, type Run } from './elements';
import type { Scanner } from './scanner';
import { ended, hourRange, isBeforeDigits } from './times';

const PADDED_MONTH = digits(/^(?:0[1-9]|1[0-2])$/);
const PADDED_DAY = digits(/^(?:0[1-9]|[12]\d|3[01])$/);
const TWO_DIGITS = digits(/^\d\d$/);
const SIGNS = [kind('slash'), kind('dot')].map(touching);
const DASH = touching(kind('dash'));
const DOT = touching(kind('dot'));
const WITH_YEAR = [
  ...SIGNS.map((sign) => [DAY_OR_MONTH, sign, touching(DAY_OR_MONTH), sign, touching(TWO_DIGITS)]),
  [PADDED_DAY, DASH, touching(PADDED_DAY), DASH, touching(TWO_DIGITS)],
  [TWO_DIGITS, DASH, touching(PADDED_MONTH), DASH, touching(PADDED_DAY)],
];
const WITHOUT_YEAR = [DAY_OR_MONTH, DATE_SIGN, touching(DAY_OR_MONTH)];
const OTHER_DATES = [
  [YEAR, touching(kind('slash', 'dash')), touching(TWO_DIGITS)],
  [DAY_OR_MONTH, DASH, touching(DAY_OR_MONTH), DASH, touching(TWO_DIGITS)],
  [DAY_OR_MONTH, MONTH_NAME],
  [DAY_OR_MONTH, DOT, MONTH_NAME],
  [DAY_OR_MONTH, word(/^d[ei]$/i), MONTH_NAME],
  // `12.-15.3.`
  [DAY_OR_MONTH, DOT, DASH, ...WITHOUT_YEAR, DOT],
];

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

// What may follow the first digits.
const SECOND = kind('slash', 'dot', 'dash', 'tilde', 'word');

/**
 * Reads a date with a short year or none, a season, or opening hours: `05/06/98`, `3/14`, `15.3.`, `14 mars`, `2023/24`,
 * `9-17`. By itself, it is a note. Next to digits it may belong to a number, as in `06/12 34 56 78`: then they decide.
 * @returns false if there is none, or if its digits are still to be read
 */
export function readAside(scanner: Scanner): boolean {
  const { tokens, index, run } = scanner;
  if (!SECOND(tokenAt(tokens, index + 1)) || isPartOfWord(scanner) || isAreaCode(scanner)) return false;
  const dated = hasMonth(tokens, index) ? firstMatch(tokens, index, WITH_YEAR) : 0;
  const end = dated || asideEnd(tokens, index);
  if (end === 0 || GOES_ON(tokenAt(tokens, end)) || isShorthand(scanner, end)) return false;
  return run === null ? readApart(scanner, end, dated > 0) : readBehindNumber(scanner, run, end);
}

function readApart(scanner: Scanner, end: number, isDated: boolean): boolean {
  const { tokens, token } = scanner;
  const last = tokenAt(tokens, end - 1);
  const isInPairs = PAIRS.has(scanner.defaultCountry) && last.kind !== 'word';
  const isDate = isDated && !isInPairs && !TWO_DIGITS(tokenAt(tokens, end));
  if (!isDate && last.kind !== 'dot' && isBeforeDigits(tokens, end)) return leaveToDigits(scanner, end);
  // `27/12/34` and `2012/34` may be numbers.
  if (isInPairs && last.end - token.start > MAX_LENGTH_IN_PAIRS) return false;
  scanner.push(NOTE, end);
  return true;
}

// `(1/15x)`, `26/12/ 2410 30`
const GOES_ON = touching((token) => !kind('comma', 'colon', 'semicolon', 'pipe', 'line', 'close')(token));

// `v1.2`, `h12-25`
function isPartOfWord({ token, previous }: Scanner): boolean {
  return !token.gap && /[a-z]/i.test(previous.text);
}

const TRUNK_PREFIXES: Partial<Record<CountryCode, string>> = { HU: '06', LT: '8' };

// `(06-20) 123-4567`, `(8-5) 212 3419`, `+370 (8-5) 212 3419`: a trunk prefix and an area code.
function isAreaCode({ token, previous, defaultCountry, run }: Scanner): boolean {
  if (previous.kind !== 'open') return false;
  if (run !== null) return run.plus && isCallingCode(digitsOf(run.groups));
  return defaultCountry !== null && TRUNK_PREFIXES[defaultCountry] === token.text;
}

const MAX_LENGTH_IN_PAIRS = 5;

function asideEnd(tokens: readonly Token[], index: number): number {
  return firstMatch(tokens, index, OTHER_DATES) || hourRange(tokens, index) || dayAndMonth(tokens, index);
}

// `3/14`, `15.3.`; behind a number, `14-3` may be more of it.
function dayAndMonth(tokens: readonly Token[], index: number): number {
  if (DASH(tokenAt(tokens, index + 1)) && tokenAt(tokens, index - 1).kind === 'digits') return 0;
  return hasMonth(tokens, index) ? firstMatch(tokens, index, [[...WITHOUT_YEAR, DOT], WITHOUT_YEAR]) : 0;
}

// `2312 5110, 11/12`: the last digits of other numbers.
function isShorthand({ tokens, index, run, isAtStartOfPart, elements }: Scanner, end: number): boolean {
  const isBehindNumber = run !== null || (isAtStartOfPart && elements.length > 0);
  const [first, second] = [index, index + 2].map((at) => Number(tokenAt(tokens, at).text));
  return isBehindNumber && end === index + 3 && second === Number(first) + 1;
}

// `14 mars 08-123 456 78` is a date; `3/14 917-555-0121` may be.
function leaveToDigits(scanner: Scanner, end: number): boolean {
  const { tokens, index, token } = scanner;
  if (tokenAt(tokens, end - 1).kind === 'word') {
    // `27 Jan 82 123 4567`: the code of a country, and a name.
    if (isCallingCode(token.text)) return false;
    scanner.push(NOTE, end);
    return true;
  }
  const { length } = groupsOf(tokens, index, end);
  // `8-10-49 30 23125123`: Russia's prefix of calls abroad.
  if (length === 3 && DASH(tokenAt(tokens, index + 1))) return false;
  scanner.nextFigure = 'maybe';
  scanner.nextFigureLength = length;
  return false;
}

function groupsOf(tokens: readonly Token[], from: number, end: number): number[] {
  const places: number[] = [];
  for (let at = from; at < end; at += 1) if (tokenAt(tokens, at).kind === 'digits') places.push(at);
  return places;
}

const MAY_FOLLOW = kind('end', 'line', 'comma', 'close', 'semicolon', 'pipe', 'colon', 'word');

// `98765 43210 9-17`, `98765 43210 (14.3.)`: the run ends, and its digits decide.
function readBehindNumber(scanner: Scanner, run: Run, end: number): boolean {
  const { tokens, index } = scanner;
  const places = groupsOf(tokens, index, end);
  const last = tokenAt(tokens, end - 1);
  const isShort = places.some((at) => tokenAt(tokens, at).text.length === 1);
  // `14 March`, `9-13 15-18`, `5.3.24`
  const isSure = last.kind === 'word' || places.length > 3 || (places.length > 2 && isShort);
  if (!isSure && !MAY_FOLLOW(tokenAt(tokens, end))) return false;
  const isClear = isSure || scanner.previous.kind === 'open' || last.kind === 'dot';
  for (const at of places) {
    scanner.index = at;
    scanner.addGroup();
  }
  run.trailingFigure = isClear ? 'date' : 'count';
  run.trailingLength = places.length;
  scanner.closeRun();
  scanner.index = end;
  return true;
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
  return [index, index + 2].some((at) => MONTH(tokenAt(tokens, at)));
}
