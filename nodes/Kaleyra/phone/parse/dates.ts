import { apart, digits, either, kind, match, matchFirst, touching, word } from '../tokens/match';
import {
  DATE_SIGN,
  DAY_AND_MONTH,
  DAY_OR_MONTH,
  FULL_YEAR,
  MONTH,
  MONTH_AND_DAY,
  YEAR,
  YEAR_TEXT,
} from '../tokens/dateParts';
import { MONTH_NAME } from '../tokens/monthNames';
import { tokenAt, type Token } from '../tokens/token';
import { lengths } from '../resolve/neighbor';
import { digitsOf, textsOf, type Gap, type Group } from './elements';
import { ended, isBeforeDigits, timeAfter, timestamp } from './times';

/** `15/01/2024`, `15. 1. 2024`, `2024-01-15T10:30:00Z`, `12 March 2024`: the index after it, or 0. */
export function date(tokens: readonly Token[], index: number): number {
  const end = dateInFigures(tokens, index);
  if (end === 0) return dateInWords(tokens, index);
  return BEFORE_TIME(tokenAt(tokens, end)) ? timestamp(tokens, end + 1) || end : end;
}

const BEFORE_TIME = touching(word(/^t$/i));

const CLOCK = String.raw`(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?`;
const COMPACT_DATE = new RegExp(
  `^(?:${FULL_YEAR}${MONTH_AND_DAY}(?:${CLOCK})?|(?:${DAY_AND_MONTH}|${MONTH_AND_DAY})${FULL_YEAR})$`,
);
const SHORT_COMPACT_DATE = new RegExp(
  String.raw`^(?:\d\d${MONTH_AND_DAY}|(?:${DAY_AND_MONTH}|${MONTH_AND_DAY})\d\d)$`,
);
const LENGTH_OF_SHORT_DATE = 6;

/**
 * `20240115`, `15012024`, `20240115-1030`, `2024`: next to a number, digits like these are more likely a date than another
 * number.
 */
export function isCompactDate(groups: readonly Group[]): boolean {
  const digits = digitsOf(groups);
  const isDate = groups.length === 1 && (YEAR_TEXT.test(digits) || COMPACT_DATE.test(digits));
  return isDate || isDateOrHours(groups);
}

/** Whether digits are a date because the word before them says so: `Dato: 31122023`. */
export function isLabeledDate(tokens: readonly Token[], index: number): boolean {
  if (!COMPACT_DATE.test(tokenAt(tokens, index).text)) return false;
  return match(tokens, index - 1, LABEL) > 0 || match(tokens, index - 2, LABEL, kind('colon', 'dot')) > 0;
}

const LABEL = word('date');
const SPACED_DATE = /^(?:2,2,4|4,2,2|8,[46])$/;
const QUARTERS = /^(?:(?:[01]\d|2[0-4])(?:00|15|30|45)){2}$/;

/** `20 12 2024`, `20241220 1030`, `06 30 - 18 30`: a date or opening hours, even by themselves. */
export function isDateOrHours(groups: readonly Group[]): boolean {
  const digits = digitsOf(groups);
  if (groups[2]?.gap === 'spacedDash' && QUARTERS.test(digits)) return true;
  return SPACED_DATE.test(lengths(textsOf(groups))) && COMPACT_DATE.test(digits);
}

const HOURS = /^(?:4,4|2,2,2,2|1,2,2,2)$/;
const TWO_RANGES = 'none,dash,slash,dash';
const LAST_HOUR = 24;

/** `0900-1700`, `09.00-17.00`, `8-12/14-18`, with other digits next to it. */
export function isHours(groups: readonly Group[]): boolean {
  const gaps = groups.map(({ gap }) => gap).join();
  if (gaps === TWO_RANGES) return groups.every(({ digits }) => Number(digits) <= LAST_HOUR);
  const isRange = gaps === 'none,dash' || gaps === 'none,dot,dash,dot';
  return isRange && HOURS.test(lengths(textsOf(groups))) && QUARTERS.test(digitsOf(groups).padStart(8, '0'));
}

/** Whether groups may be a postal code or a date with a short year: `560001`, `240115`, `15.01.24`. */
export function isPostalOrDate(groups: readonly Group[]): boolean {
  const digits = digitsOf(groups);
  return (groups.length === 1 && digits.length === LENGTH_OF_SHORT_DATE) || SHORT_COMPACT_DATE.test(digits);
}

const PAIRS = '2,2,2';
const SHORT_DATE_TEXT = new RegExp(`^${DAY_AND_MONTH}[0-4]\\d$`);
const MONTH_TEXT = /^(?:0[1-9]|1[0-2])$/;
const SEASON = /^(?:19|20)(\d\d)(\d\d)$/;

const DOTS: ReadonlySet<Gap> = new Set(['dot']);

/** `22.12.23`, `2023-24`, `2024-03`, `19 2021`: where numbers are that short, a date or a season is more likely. */
export function isShortDate(groups: readonly Group[], gaps = DOTS): boolean {
  const digits = digitsOf(groups);
  const isTied = groups.every(({ gap }, at) => at === 0 || gaps.has(gap));
  const shape = lengths(textsOf(groups));
  if (shape === PAIRS) return isTied && SHORT_DATE_TEXT.test(digits);
  if (shape === '2,4') return groups[1]?.gap === 'blank' && YEAR_TEXT.test(digits.slice(2));
  const season = groups[1]?.gap === 'dash' ? SEASON.exec(digits) : null;
  if (season === null) return false;
  return Number(season[2]) === Number(season[1]) + 1 || MONTH_TEXT.test(season[2] as string);
}

const NEXT = touching(DAY_OR_MONTH);
const CHARACTER_MONTH = touching(word(/^[月월]$/));
const CHARACTER_DAY = touching(word(/^[日일号號]/));
const DAY_AND_MONTH_OF_DATE = [DAY_OR_MONTH, touching(kind('dot', 'slash')), NEXT];
const TWO = digits(/^\d\d$/);
const SHORT_YEAR = [touching(kind('dot', 'slash')), touching(TWO)];
const SIGNS = [kind('dash'), kind('slash'), kind('dot')].map(touching);
const DATES = [
  // `03.04.-05.04.2025`, `03.04.25 - 05.04.25`
  ...[[], SHORT_YEAR, [touching(kind('dot'))]].flatMap((year) =>
    [SHORT_YEAR, [DATE_SIGN, touching(YEAR)]].map((lastYear) => [
      ...DAY_AND_MONTH_OF_DATE,
      ...year,
      kind('dash'),
      ...DAY_AND_MONTH_OF_DATE,
      ...lastYear,
    ]),
  ),
  // `2024-03/07 …` may be a month and a number.
  ...SIGNS.map((sign) => [YEAR, sign, NEXT, sign, NEXT]),
  [DAY_OR_MONTH, DATE_SIGN, NEXT, DATE_SIGN, touching(YEAR)],
  [DAY_OR_MONTH, touching(kind('dot')), DAY_OR_MONTH, touching(kind('dot')), YEAR],
  // `2024年3月14日`, `3월 14일`
  [YEAR, touching(word(/^[年년]$/)), DAY_OR_MONTH, CHARACTER_MONTH, DAY_OR_MONTH, CHARACTER_DAY],
  [YEAR, touching(word(/^[年년]$/)), DAY_OR_MONTH, CHARACTER_MONTH],
  [DAY_OR_MONTH, CHARACTER_MONTH, DAY_OR_MONTH, CHARACTER_DAY],
  // `0412.2024`
  [digits(/^0[1-9](?:0[1-9]|1[0-2])$/), touching(kind('dot')), touching(YEAR)],
];
// `20/12 2024`
const DATE_AND_YEAR = [...DAY_AND_MONTH_OF_DATE, apart(YEAR)];
const HOUR = digits(/^(?:[01]\d|2[0-3])$/);
// `06/12/25 10 30`: unlike a number, it changes its separator where the time begins.
const SHORT_DATE = [DAY_OR_MONTH, DATE_SIGN, NEXT, DATE_SIGN, touching(TWO)];
const SHORT_DATE_AND_HOUR = [...SHORT_DATE, apart(HOUR)];
const MINUTE = digits(/^[0-5]\d$/);

// `10.15.32`
const DOTTED_TIME = [
  apart(HOUR),
  touching(kind('dot')),
  touching(MINUTE),
  touching(kind('dot')),
  touching(MINUTE),
];
const MONTH_OF_YEAR = [MONTH, touching(kind('slash', 'dot')), touching(YEAR)];

function dateInFigures(tokens: readonly Token[], index: number): number {
  const month = ended(tokens, match(tokens, index, ...MONTH_OF_YEAR));
  if (month > 0 && tokenAt(tokens, month).kind !== 'digits') return month;
  const end = matchFirst(tokens, index, DATES);
  if (end > 0) return ended(tokens, match(tokens, end, ...DOTTED_TIME)) || ended(tokens, end);
  const year = ended(tokens, match(tokens, index, ...DATE_AND_YEAR));
  return year > 0 && tokenAt(tokens, year).kind !== 'digits' ? year : shortDateAndTime(tokens, index);
}

function shortDateAndTime(tokens: readonly Token[], index: number): number {
  // `12/03/24, 10:15:32`, as in chats
  const date = match(tokens, index, ...SHORT_DATE, kind('dash', 'comma'));
  if (date > 0) return timestamp(tokens, date);
  const hour = match(tokens, index, ...SHORT_DATE_AND_HOUR);
  if (hour === 0) return 0;
  const minute = match(tokens, hour, MINUTE);
  // `14/03/24 01 23 45 67 89`
  if (TWO(tokenAt(tokens, minute || hour))) return 0;
  return ended(tokens, minute || match(tokens, hour, TIME_SIGN, touching(MINUTE)));
}

const TIME_SIGN = touching(either(kind('colon', 'dot', 'dash'), word(/^[hH]$/)));
const DOT = kind('dot');

function dateInWords(tokens: readonly Token[], index: number): number {
  const afterMonth =
    match(tokens, index, DAY_OR_MONTH, MONTH_NAME) || match(tokens, index, DAY_OR_MONTH, DOT, MONTH_NAME);
  if (afterMonth === 0) return 0;
  return ended(
    tokens,
    match(tokens, afterMonth, YEAR) || match(tokens, afterMonth, kind('dot', 'comma'), YEAR),
  );
}

/** `March 12, 2024`, starting at the month. */
export function dateAfterMonth(tokens: readonly Token[], index: number): number {
  const whole =
    match(tokens, index + 1, DAY_OR_MONTH, YEAR) ||
    match(tokens, index + 1, DAY_OR_MONTH, kind('comma'), YEAR);
  return ended(tokens, whole);
}

/** `since 2019`, `after 6`, `after 5.30`, starting at the word. */
export function yearAfter(tokens: readonly Token[], index: number): number {
  // `kl. 17`
  const at = match(tokens, index + 1, touching(DOT)) || index + 1;
  const end = ended(tokens, match(tokens, at, YEAR) || timestamp(tokens, at) || timeAfter(tokens, at));
  return isBeforeDigits(tokens, end) ? 0 : end;
}

const OCTET_TEXT = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;
const OCTET = digits(OCTET_TEXT);

const NEXT_OCTET = [touching(kind('dot')), touching(OCTET)];
const IP_ADDRESS = [OCTET, ...NEXT_OCTET, ...NEXT_OCTET, ...NEXT_OCTET];

/** `192.168.100.200`: at least two of its numbers have three digits, unlike the pairs in a phone number. */
export function ipAddress(tokens: readonly Token[], index: number): number {
  const end = match(tokens, index, ...IP_ADDRESS);
  if (match(tokens, end, touching(DOT)) > 0) return 0;
  return [0, 2, 4, 6].filter((at) => tokenAt(tokens, index + at).text.length === 3).length >= 2 ? end : 0;
}

const OCTETS = 4;

/** `62.16.12.34`: an address if a number isn't grouped so. */
export function isLikeIpAddress(groups: readonly Group[]): boolean {
  return (
    groups.length === OCTETS &&
    groups.every(({ digits: text, gap }, at) => OCTET_TEXT.test(text) && (at === 0 || gap === 'dot'))
  );
}
