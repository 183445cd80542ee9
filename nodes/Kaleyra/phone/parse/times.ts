import { DATE_SIGN } from '../tokens/dateParts';
import { apart, digits, either, kind, match, SPACED, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';

const HOUR = digits(/^(?:[01]?\d|2[0-4])$/);
const MINUTE = digits(/^[0-5]\d$/);
const HOURS = /^(?:hours?|hrs?|hs?|std|stunden|horas?|heures?|uur|godz|godzin|ore|óra|часа|часов)$/i;
const COLON = touching(kind('colon'));
const POINT = touching(kind('dot', 'colon'));
const NEXT_MINUTE = touching(MINUTE);
// `18h`, `17u`
const HOUR_SIGN = touching(word(/^[hu]$/i));
const RANGE_WORD =
  /^(?:to|till|til|until|bis|tot|a|à|às|as|al|alle|do|до|إلى|الى|ل|حتى|تا|ל|עד|έως|ως|hingga|hanggang|sampai|đến)$/i;

/** Whether touching digits may be minutes: `:30`. */
export function isMinute(tokens: readonly Token[], index: number): boolean {
  return NEXT_MINUTE(tokenAt(tokens, index));
}

/** `10:30`, `10:30:00.000`, `10:30 - 18:00`: the index after it, or 0. */
export function timestamp(tokens: readonly Token[], index: number): number {
  let at = timeOfDay(tokens, index);
  if (at === 0) return 0;
  at = match(tokens, at, COLON, touching(MINUTE)) || at;
  at = match(tokens, at, touching(kind('dot')), touching(digits(/^\d{1,6}$/))) || at;
  return afterRange(tokens, at);
}

// `18:30`, `18h30`
function timeOfDay(tokens: readonly Token[], index: number): number {
  return match(tokens, index, HOUR, either(COLON, HOUR_SIGN), NEXT_MINUTE);
}

const TIME = [HOUR, COLON, NEXT_MINUTE];
const TIMES = [...TIME, touching(kind('dash')), touching(HOUR), COLON, NEXT_MINUTE];

/** Whether a time begins that touches the number before it: `…/10:30`, `…/0900-1800`, `…-09:00-18:00`. */
export function isTimeBehind(tokens: readonly Token[], index: number): boolean {
  if (ended(tokens, match(tokens, index, ...TIMES)) > 0) return true;
  if (tokenAt(tokens, index - 1).kind !== 'slash') return false;
  return ended(tokens, match(tokens, index, ...TIME)) > 0 || militaryHours(tokens, index) > 0;
}

const OFFSET = [kind('plus'), touching(digits(/^(?:0\d|1[0-4])$/)), COLON, NEXT_MINUTE];

/** `+08:00`, the distance from UTC: the index after it, or 0. */
export function utcOffset(tokens: readonly Token[], index: number): number {
  return match(tokens, index, ...OFFSET);
}

const ZONE = [
  word(/^(?:utc|gmt|bst|[ecmp][ds]?t|cest|eest|ist)$/i),
  kind('plus', 'dash'),
  touching(digits(/^(?:0?\d|1[0-4])$/)),
];
const ZONE_WITH_MINUTES = [...ZONE, COLON, NEXT_MINUTE];

/** `UTC+2`, `(GMT +5:30)`, starting at the word; in `GMT +1 415…`, there's no telling. */
export function timeZone(tokens: readonly Token[], index: number): number {
  const end = match(tokens, index, ...ZONE);
  const isUnclear = tokenAt(tokens, index + 1).gap && tokenAt(tokens, end).kind === 'digits';
  return match(tokens, index, ...ZONE_WITH_MINUTES) || (isUnclear ? 0 : end);
}

const MILITARY = digits(/^(?:[01]\d|2[0-4])(?:00|15|30|45)$/);

const DOTTED = [HOUR, touching(kind('dot')), touching(digits(/^(?:00|15|30|45)$/))] as const;

const TO_HOUR = [touching(kind('dash')), touching(HOUR)];
const TWO_RANGES = [HOUR, ...TO_HOUR, touching(kind('slash')), touching(HOUR), ...TO_HOUR];

/** `0900-1700`, `08.30-17.00`, `9.30-18.30`, `8-12/14-18` */
export function militaryHours(tokens: readonly Token[], index: number): number {
  return (
    ended(tokens, match(tokens, index, MILITARY, kind('dash'), MILITARY)) ||
    ended(tokens, match(tokens, index, ...TWO_RANGES)) ||
    ended(tokens, match(tokens, index, ...DOTTED, kind('dash', 'slash'), ...DOTTED)) ||
    pairOfTimes(tokens, index)
  );
}

// `06.30 18.30`
function pairOfTimes(tokens: readonly Token[], index: number): number {
  const end = match(tokens, index, ...DOTTED, ...DOTTED);
  return tokenAt(tokens, end).kind === 'digits' ? 0 : ended(tokens, end);
}

/** `10am`, `9-17 Uhr`, `9 a 18 horas`, `8am to 6pm`, `9.30 - 5 p.m.` */
export function clockTime(tokens: readonly Token[], index: number): number {
  const first = hour(tokens, index);
  if (first === 0) return 0;
  const marked = clockWord(tokens, first);
  if (marked > 0) return afterRange(tokens, marked);
  const second = rangeSign(tokens, first);
  const end = second === 0 ? 0 : hour(tokens, second);
  if (end === 0) return 0;
  // `9 to 5`; in `98765 432 10 to 12`, the hour may belong to the number.
  const isApart = tokenAt(tokens, second - 1).kind === 'word' && tokenAt(tokens, index - 1).kind !== 'digits';
  return hoursWord(tokens, end) || (isApart && !isBeforeDigits(tokens, end) ? end : 0);
}

// After the first half of a time range, its second half: `- 18:00`, `to 6pm`.
function afterRange(tokens: readonly Token[], index: number): number {
  const second = rangeSign(tokens, index);
  const end = second === 0 ? 0 : timeOrHour(tokens, second);
  // `17:30 - 08-123 456 78`
  if (ended(tokens, end) === 0 || tokenAt(tokens, end).kind === 'digits') return index;
  return clockWord(tokens, end) || end;
}

const TO = touching(kind('dash', 'tilde'));

/** `9-17`, `8.30-18`, `9-13 15-18`: the index after it, or 0. */
export function hourRange(tokens: readonly Token[], index: number): number {
  const first = oneRange(tokens, index);
  return first === 0 ? 0 : oneRange(tokens, first) || first;
}

function oneRange(tokens: readonly Token[], index: number): number {
  const second = match(tokens, hour(tokens, index) || tokens.length, TO);
  if (second === 0 || tokenAt(tokens, second).gap) return 0;
  const [from, to] = [tokenAt(tokens, index), tokenAt(tokens, second)].map(({ text }) => Number(text));
  if (from === to || from === 0 || to === 0) return 0;
  return ended(tokens, hour(tokens, second));
}

// `17h30`, `17`
function timeOrHour(tokens: readonly Token[], index: number): number {
  return timeOfDay(tokens, index) || hour(tokens, index);
}

function hour(tokens: readonly Token[], index: number): number {
  return match(tokens, index, HOUR, POINT, NEXT_MINUTE) || match(tokens, index, HOUR);
}

// `5点以后`, `18時〜`, but not `24時間`
const CLOCK = either(word('clock'), touching(word(/^[点點時时시](?![間间간])/)));

// `18'den sonra`
const TURKISH_AFTER = [touching(kind('dot')), word(/^[dt][ae]n$/i), word(/^(?:sonra|itibaren)/i)];

function clockWord(tokens: readonly Token[], index: number): number {
  return (
    match(tokens, index, CLOCK) ||
    match(tokens, index, ...TURKISH_AFTER) ||
    match(tokens, index, word(/^[ap]$/i), touching(kind('dot')), word(/^m$/i)) ||
    match(tokens, index, HOUR_SIGN)
  );
}

function hoursWord(tokens: readonly Token[], index: number): number {
  return clockWord(tokens, index) || match(tokens, index, word(HOURS));
}

function rangeSign(tokens: readonly Token[], index: number): number {
  return match(tokens, index, kind('dash', 'tilde')) || match(tokens, index, word(RANGE_WORD));
}

const HOURS_OF_A_DAY = digits(/^24$/);
const DAYS_OF_A_WEEK = digits(/^7$/);
const ALL_DAY_SIGNS = [word(/^x$/i), kind('slash'), kind('star'), kind('dash')];

// `24h/24`, `7j/7`
const AGAIN = [digits(/^(?:24|7)$/), touching(word(/^[hj]$/i)), kind('slash'), digits(/^(?:24|7)$/)];

// `00-24`: no country's code is 24.
const OPEN_ALL_DAY = [digits(/^00$/), kind('dash'), HOURS_OF_A_DAY, SPACED];

/** `24x7`, `24/7`, `7 x 24`, `24*7*365`, `24 hours`, `00-24` */
export function allDay(tokens: readonly Token[], index: number): number {
  const around = Math.max(match(tokens, index, ...OPEN_ALL_DAY) - 1, 0);
  const whole = around || match(tokens, index, ...AGAIN) || match(tokens, index, HOURS_OF_A_DAY, word(HOURS));
  if (whole > 0) return whole;
  for (const sign of ALL_DAY_SIGNS) {
    const end =
      match(tokens, index, HOURS_OF_A_DAY, sign, DAYS_OF_A_WEEK) ||
      match(tokens, index, DAYS_OF_A_WEEK, sign, HOURS_OF_A_DAY);
    if (end > 0) return match(tokens, end, sign, digits(/^365$/)) || ended(tokens, end);
  }
  return 0;
}

/** Opening hours after a weekday or `from`: `Mo-Fr 9-17`, `Mon to Sat: 10.30 - 18`, `klo 8-16`. 0 if no hours follow. */
export function openingHours(tokens: readonly Token[], index: number): number {
  const second = rangeSign(tokens, index + 1);
  const afterDays = second > 0 ? match(tokens, second, word('weekday')) : 0;
  const start = afterDays || index + 1;
  const from = timeAt(tokens, match(tokens, start, kind('colon', 'comma', 'dot')) || start);
  const to = rangeSign(tokens, from) || match(tokens, from, word('and'));
  const end = from === 0 || to === 0 ? 0 : ended(tokens, timeOrHour(tokens, to));
  // `Mo 9-17 415…` may be a label and a number.
  const isClear = afterDays > 0 || word('from')(tokenAt(tokens, index));
  if (end === 0 || (!isClear && tokenAt(tokens, end).kind === 'digits')) return 0;
  return hoursWord(tokens, end) || end;
}

/** A time after `after` or `until`: `5.30`, `18h`, `6 pm`. */
export function timeAfter(tokens: readonly Token[], index: number): number {
  const from = timeAt(tokens, index);
  return from === 0 ? 0 : hour(tokens, rangeSign(tokens, from) || tokens.length) || from;
}

function timeAt(tokens: readonly Token[], index: number): number {
  const end = hour(tokens, index);
  return end === 0 ? 0 : clockWord(tokens, end) || end;
}

/** Whether digits follow that may belong to the ones before them: `9 98765`, `9 - 98765`, `9 (98) 765`. */
export function isBeforeDigits(tokens: readonly Token[], index: number): boolean {
  const dash = match(tokens, index, apart(kind('dash')), SPACED);
  const at = dash > 0 ? dash - 1 : index;
  return match(tokens, at, kind('digits')) > 0 || match(tokens, at, kind('open'), kind('digits')) > 0;
}

/** The end, unless more digits follow a separator that touches both sides: `2026-11-23-45` isn't a date. */
export function ended(tokens: readonly Token[], end: number): number {
  return match(tokens, end, DATE_SIGN, touching(kind('digits'))) === 0 ? end : 0;
}
