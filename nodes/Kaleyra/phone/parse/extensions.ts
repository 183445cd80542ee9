import { EXTENSION_UNCLEAR } from '../rejection';
import {
  either,
  digits,
  digitsFrom,
  groupsFrom,
  kind,
  match,
  touching,
  word,
  type Test,
} from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { digitsOf, type Group, type Run } from './elements';
import { isWholeNumberAt, NUMBER_WORD } from './identifiers';
import type { Scanner } from './scanner';

const MAX_LENGTH = 7;
const FURTHER_EXTENSION = digits(/^\d{1,5}$/);
const FILLER = kind('dot', 'colon', 'dash', 'equals', 'hash', 'mark', 'open');
const MAX_FILLERS = 3;
const FURTHER = either(kind('slash', 'ampersand'), word('and'));
const MORE_DIGITS = [touching(kind('dash', 'dot', 'colon')), touching(kind('digits'))];
const MIN_LENGTH_OF_NUMBER = 9;
const MAX_RANGE_LENGTH = 3;
const RANGE = [
  touching(kind('dash')),
  touching(kind('digits')),
  kind('end', 'comma', 'semicolon', 'line', 'close', 'word'),
];

/**
 * Reads an extension, from the index after its word or sign: `ext. 12`, `x12`, `#12`, `доб. 12 / 13`. It is dropped
 * from the number, since a lookup is about the line. Longer digits may be a code or a number, so it is unclear.
 * @returns false, having read nothing, if no number precedes it or no digits follow
 */
export function readExtension(scanner: Scanner, index: number): boolean {
  const { tokens } = scanner;
  const end = digitsEnd(tokens, index);
  const run = end > 0 && !isOfFax(scanner) && !isLocalPhone(scanner, end - 1) ? scanner.latestRun : null;
  if (run === null || run.identifier === 'sure' || isHouseNumber(scanner, run)) return false;
  // A comma before an extension doesn't separate anything.
  if (scanner.run === null && scanner.last?.kind === 'break') scanner.elements.pop();
  if (tokenAt(tokens, end - 1).text.length > MAX_LENGTH) run.problem ??= EXTENSION_UNCLEAR;
  endRun(scanner, run, furtherExtensionsEnd(tokens, lastOfRange(scanner, end)));
  return true;
}

// `ext. 12`, `extension no. 12`
function digitsEnd(tokens: readonly Token[], index: number): number {
  const at = afterAll(tokens, index, FILLER, MAX_FILLERS);
  const number = match(tokens, at, NUMBER_WORD);
  if (number === 0) return match(tokens, at, kind('digits'));
  return match(tokens, afterAll(tokens, number, FILLER, MAX_FILLERS), FURTHER_EXTENSION);
}

// `030 23125-0, Fax DW 12`: another number.
function isOfFax({ run, lastOwner }: Scanner): boolean {
  return run === null && lastOwner === 'fax';
}

const PREMISES = word('premises');

// `Toll-free 800-555-0199, local 212-555-0143`
function isLocalPhone({ tokens, token, defaultCountry }: Scanner, index: number): boolean {
  return PREMISES(token) && isWholeNumberAt(tokens, index, defaultCountry);
}

// `Carrera 7 # 12-34`
function isHouseNumber({ token }: Scanner, { groups, plus }: Run): boolean {
  return token.kind === 'hash' && !plus && groups.length === 1 && digitsOf(groups).length < 4;
}

// `x302/x2303`, `x1234 or 1235`, `ext. 12 & 13`
function furtherExtensionsEnd(tokens: readonly Token[], index: number): number {
  let end = index;
  for (;;) {
    const afterWord = match(tokens, end, FURTHER, word('extension'));
    const next =
      match(tokens, end, FURTHER, FURTHER_EXTENSION) ||
      (afterWord && match(tokens, afterAll(tokens, afterWord, FILLER, MAX_FILLERS), FURTHER_EXTENSION));
    // `x12 / 2024-01-15` and `x12 or 07911 123456` aren't a second extension.
    if (next === 0 || match(tokens, next, ...MORE_DIGITS) > 0) return end;
    if (digitsFrom(tokens, next - 1).length >= MIN_LENGTH_OF_NUMBER) return end;
    end = next;
  }
}

// `ext. 12-14`
function lastOfRange({ tokens, token }: Scanner, end: number): number {
  const [first, last] = [tokenAt(tokens, end - 1).text, tokenAt(tokens, end + 1).text];
  const isShort = token.kind === 'word' && first.length <= MAX_RANGE_LENGTH;
  const isRange = isShort && first.length === last.length && first < last;
  return isRange && match(tokens, end, ...RANGE) > 0 ? end + 2 : end;
}

const LONE_PAUSE = [word(/^[pw]$/i), digits(/^\d{8,}$/)];

/** `415-555-0132 w 4155550199`: a pause before a code, or a label before a number? */
export function isPauseBeforeCode({ elements, tokens, index }: Scanner): boolean {
  return elements.length === 0 && match(tokens, index, ...LONE_PAUSE) > 0;
}

const DIALED = touching(kind('digits', 'comma', 'semicolon', 'hash', 'star'));
const PAUSE = word(/^[pw]+$/i);
const PAUSE_SIGN = touching(kind('comma', 'semicolon'));

/**
 * Reads what a phone dials after the number: `,,9988776#,,654321#`, `,123#`, `p001`. Two commas start it if no
 * whitespace follows; one comma or semicolon only if a hash ends it.
 */
export function readDialString(scanner: Scanner): boolean {
  const { tokens, index, token, last } = scanner;
  // `+375 152 45-09-11,,32288696`: the digits may also be a date, which has ended the run.
  const ended = last?.kind === 'run' && last.end === token.start ? last : null;
  const run = scanner.run ?? ended;
  if (run === null) return false;
  const end = dialStringEnd(tokens, index);
  if (end === 0 || isEmptyField(run, tokens.slice(index, end))) return false;
  endRun(scanner, run, end);
  return true;
}

function dialStringEnd(tokens: readonly Token[], index: number): number {
  const single = match(tokens, index, PAUSE_SIGN, touching(kind('digits')), touching(kind('hash')));
  const double = match(tokens, index, kind('comma'), touching(kind('comma')), DIALED);
  if (double > 0) return afterAll(tokens, double, DIALED);
  if (single > 0) return single;
  const pause = match(tokens, index, touching(PAUSE), touching(kind('digits')));
  return pause === 0 ? 0 : afterAll(tokens, pause, either(DIALED, touching(PAUSE)));
}

// `2125550143,,4155550132` is a row of a table: both are undivided and alike, and no hash ends what would be dialed.
function isEmptyField({ plus, groups }: Run, tokens: readonly Token[]): boolean {
  const [number, ...others] = groups;
  if (plus || others.length > 0 || tokens[0]?.kind !== 'comma' || tokens.some(kind('hash'))) return false;
  const dialed = tokens.find(LONG_DIGITS)?.text ?? '';
  return dialed.length === number?.digits.length || dialed.startsWith('0');
}

const LONG_DIGITS = digits(/^\d{7,}$/);

// Parameters of tel: and sip: links whose values aren't phone numbers.
const LINK_PARAMETER = /^(?:isub|tag|user|transport|npdi|rn|cic|lr|ob|ttl|method|branch|expires|q|line)$/i;

/** Reads a link parameter after the number: `;isub=12` is dropped, `;phone-context=+44-20` completes it. */
export function readLinkParameter(scanner: Scanner): boolean {
  const { tokens, index, run } = scanner;
  if (run === null || tokenAt(tokens, index).kind !== 'semicolon') return false;
  const value = match(tokens, index + 1, word(LINK_PARAMETER), touching(kind('equals')));
  if (value > 0) endRun(scanner, run, value + 1);
  return value > 0 || readPhoneContext(scanner, run);
}

const PHONE_CONTEXT = [
  word(/^phone$/i),
  touching(kind('dash')),
  touching(word(/^context$/i)),
  touching(kind('equals')),
  touching(kind('plus')),
];

function readPhoneContext(scanner: Scanner, run: Run): boolean {
  const { tokens, index } = scanner;
  const context = match(tokens, index + 1, ...PHONE_CONTEXT);
  if (context === 0) return false;
  const end = afterAll(tokens, context, touching(kind('digits', 'dash')));
  run.plus = true;
  run.groups.unshift(
    ...groupsFrom(tokens.slice(context, end), 0).map(
      (text): Group => ({
        digits: text,
        start: run.start,
        end: run.start,
        gap: 'dash',
        bracketed: false,
      }),
    ),
  );
  endRun(scanner, run, end);
  return true;
}

// What goes with the number without being part of it ends its run.
function endRun(scanner: Scanner, run: Run, end: number): void {
  scanner.closeRun();
  run.hasExtension = true;
  run.end = tokenAt(scanner.tokens, end - 1).end;
  scanner.extended = run;
  scanner.index = end;
}

function afterAll(tokens: readonly Token[], index: number, test: Test, max = Infinity): number {
  let at = index;
  while (at < index + max && test(tokenAt(tokens, at))) at += 1;
  return at;
}
