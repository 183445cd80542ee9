import { asCountryCode } from '../country';
import { PLUS_AT_THE_END, unexplained } from '../rejection';
import { callingCodeOfCountry, isCallingCode } from '../resolve/validNumber';
import { apart, digits, either, kind, match, word, type Test } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { hasAnyRole, hasRole } from '../tokens/words';
import { digitsOf, NOTE, type Group, type Run } from './elements';
import { SURE_CURRENCY, SURE_MEASURE } from './figures';
import type { Scanner } from './scanner';
import { utcOffset } from './times';
import { thousandsAt } from './wholeValues';

/** Reads a plus: before a number, behind one, or one that adds or counts. */
export function readPlus(scanner: Scanner): void {
  const { tokens, index, token, run } = scanner;
  const offset =
    utcOffset(tokens, index) || match(tokens, index, kind('plus'), kind('digits'), kind('percent'));
  const end = offset || addedEnd(tokens, index);
  if (end > 0) return scanner.push(NOTE, end);
  const next = firstDigitAfter(tokens, index + 1);
  const isBehindDigits = !token.gap && scanner.previous.kind === 'digits';
  // `415-555-0132 +tax`, `… + WhatsApp`
  const isOfWord = token.gap && kind('word')(tokenAt(tokens, index + 1));
  if (run !== null && !isOfWord && (next === 0 || (isBehindDigits && tokenAt(tokens, index + 1).gap))) {
    readTrailingPlus(scanner, run, next > 0);
  } else if (next === 0) scanner.index += 1;
  else startRunWithPlus(scanner, next);
}

const COUNT = digits(/^[1-9]\d?$/);
const THING: Test = ({ kind: found, gap, text }) => found === 'word' && gap && !hasRole(text, 'counting');
const PLAIN_WORD = /^\p{Ll}{3,}$/u;
const COUNTED = apart(either(word('unit'), SURE_MEASURE, isPlainWord));
const BEHIND_COUNTED = kind(
  'end',
  'comma',
  'semicolon',
  'line',
  'pipe',
  'close',
  'slash',
  'plus',
  'dash',
  'dot',
);

// `2 adults + 1 child`, `(+1 guest)`, `$40 + 51 shipping`: the index after what is added, or 0.
function addedEnd(tokens: readonly Token[], index: number): number {
  if (tokenAt(tokens, index + 2).kind !== 'word') return 0;
  const isAfterCount =
    match(tokens, index - 2, COUNT, THING) > 0 && tokenAt(tokens, index - 3).kind !== 'digits';
  if (isAfterCount) return match(tokens, index, kind('plus'), COUNT, THING);
  const end = match(tokens, index, kind('plus'), COUNT, COUNTED);
  return end > 0 && BEHIND_COUNTED(tokenAt(tokens, end)) ? end : 0;
}

// A word of no meaning in small letters: a name or a country may stand between a code and its number.
function isPlainWord({ text }: Token): boolean {
  return PLAIN_WORD.test(text) && !hasAnyRole(text) && asCountryCode(text) === null;
}

// `91+ 98765 43210` and `919876543210+`: the plus belongs to what it touches.
function readTrailingPlus(scanner: Scanner, run: Run, hasDigitsBehind: boolean): void {
  const digits = digitsOf(run.groups);
  const isLone = hasDigitsBehind && run.groups.length === 1 && !run.plus;
  if (isLone && digits.length <= 3 && isCallingCode(digits)) [run.plus, run.code] = [true, 'doubtful'];
  // `Adults 18+ 628 123 456`
  else if (isLone && digits.length <= 2) run.figure = 'likely';
  else {
    run.trailingPlus = true;
    if (isPlusOfNothing(run)) run.problem ??= PLUS_AT_THE_END;
  }
  if (!scanner.token.gap) run.end = scanner.token.end;
  scanner.index += 1;
}

// `551-234-5678 52+`, `321 1234567 +`
function isPlusOfNothing({ groups, plus }: Run): boolean {
  const [first, last] = [groups[0], groups.at(-1)] as [Group, Group];
  const isApart = last.gap === 'blank' || (last.bracketed && groups.length > 1);
  return (isApart && last.digits.length <= 3) || (!plus && groups.length > 1 && !isCallingCode(first.digits));
}

function startRunWithPlus(scanner: Scanner, next: number): void {
  const { tokens, index, token, run: before } = scanner;
  const { previous } = scanner;
  if (before !== null && isSum(scanner, before)) before.problem = unexplained(previous.text);
  scanner.extended = null;
  scanner.index = next;
  // `+15,062,345,982`, as a spreadsheet formats a whole number
  const whole = thousandsAt(tokens, next);
  if (whole !== null) {
    Object.assign(scanner.pushRun(whole.value, whole.end), { plus: true, start: token.start });
    return;
  }
  const run = scanner.startRun(true, previous.kind === 'open' ? previous.start : token.start);
  run.isPlusSpaced = before?.plus === false && token.gap && tokenAt(tokens, index + 1).gap;
  run.code = isOfFigure(tokens, index) ? 'doubtful' : 'sure';
  // `20 7946 0123 (UK) (+44), 030 …`, `20 7946 0123 UK +44, 030 …`
  const { last } = scanner;
  const isBehindCountry =
    last?.kind === 'country' && callingCodeOfCountry(last.country) === tokenAt(tokens, next).text;
  run.isAttached = isPunctuatedOnly(tokens, index) || isBehindCountry;
  scanner.addGroup();
}

// `2+1`: the plus adds.
function isSum({ token, previous }: Scanner, { groups }: Run): boolean {
  return !token.gap && previous.kind === 'digits' && previous.text.length <= 2 && groups.length > 1;
}

const ZONE = /^(?:utc|gmt)$/i;

// `Day+1 9012345678`, unlike `Tel+44 …`; a single letter is more than a phone: `T+1`. `GMT +7 …`, `Rs +7 …`
function isOfFigure(tokens: readonly Token[], index: number): boolean {
  const { kind: before, text } = tokenAt(tokens, index - 1);
  if (before !== 'word') return before === 'money';
  const isLabel = text.length > 1 && hasRole(text, 'counting');
  return (
    ZONE.test(text) || SURE_CURRENCY(tokenAt(tokens, index - 1)) || (!isLabel && !tokenAt(tokens, index).gap)
  );
}

// Only brackets are between the preceding digits and the plus.
function isPunctuatedOnly(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (['open', 'close'].includes(tokenAt(tokens, at).kind)) at -= 1;
  return tokenAt(tokens, at).kind === 'digits';
}

// The digits that a plus belongs to: `+91`, `+ 91`, `++91`, `+(91)`, `(+)91`. 0 if there are none.
function firstDigitAfter(tokens: readonly Token[], index: number): number {
  let at = match(tokens, index - 2, kind('open'), kind('plus'), kind('close')) || index;
  while (at < index + 3 && ['plus', 'open', 'mark'].includes(tokenAt(tokens, at).kind)) at += 1;
  return tokenAt(tokens, at).kind === 'digits' ? at : 0;
}
