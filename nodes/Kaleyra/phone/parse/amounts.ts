import { digits, either, kind, match, touching, word, type Test } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { goesOn, POINT } from './decimals';
import { isPriceAt, SURE_CURRENCY } from './figures';
import type { Scanner } from './scanner';

const FIRST = digits(/^[1-9]\d{0,2}$/);
const THREE = digits(/^\d{3}$/);
const SEPARATOR = kind('dot', 'comma');
const DASH = touching(kind('dash'));
// `,-` `.-` `:-` `/-` `/=`
const WHOLE = [
  [kind('comma', 'dot', 'colon'), DASH],
  [kind('slash'), touching(kind('dash', 'equals'))],
];
// These are also words, initials or, with a capital, names, so they only say it next to an amount.
const LOCAL_CURRENCY = word(
  /^(?:kr|kc|zl|zł|tl|ron|sr|cop|pen|mop|gel|dh|rm|baht|won|yen|rand|lira|din|pesos|reais|pounds|ft|đồng|ریال|р|lakhs?|crores?)$/iu,
);
const NAME = word(/^\p{Lu}\p{Ll}{2}/u);
const CURRENCY = either(SURE_CURRENCY, (token) => LOCAL_CURRENCY(token) && !NAME(token));
// With blanks between the groups, these may be a day, a state or what a group of people is called.
const UNIT = either(
  SURE_CURRENCY,
  LOCAL_CURRENCY,
  word('measure'),
  word(/^(?:s?fr|mn|mio|million|millionen|try|members|people|users|rows|items|records)$/i),
);
// `k€`, `S$`, `ש"ח`, `m.n.`
const SIGNS = [
  [word(/^[kms]$/i), touching(kind('money'))],
  [word(/^ש$/), touching(kind('mark')), touching(word(/^ח$/))],
  [word(/^m$/i), touching(kind('dot')), touching(word(/^n$/i))],
];
const MIN_GROUPS = 2;

/**
 * Reads digits in groups of three with what only an amount of money has: `40.612.345,00`, `20 123 456,-`,
 * `601 234 512 zł`. The whole is one identifier. Returns false if it isn't one.
 */
export function readAmount(scanner: Scanner): boolean {
  const { tokens, index, token, run } = scanner;
  const end = run === null ? thousandsEnd(tokens, index) : 0;
  if (end === 0) return false;
  const amountEnd =
    isAfterUnit(tokens, index) || isRound(tokens, index, end) ? end : decimalsOrMarkEnd(tokens, index, end);
  if (amountEnd === 0) return false;
  scanner.nextIdentifier = 'sure';
  scanner.pushRun(token.text, amountEnd);
  return true;
}

function thousandsEnd(tokens: readonly Token[], index: number): number {
  if (!FIRST(tokenAt(tokens, index))) return 0;
  const separator = tokenAt(tokens, index + 1);
  const isSeparated = SEPARATOR(separator);
  const group = isSeparated
    ? [touching(({ text }) => text === separator.text), touching(THREE)]
    : [(token: Token): boolean => token.gap && THREE(token)];
  let end = index + 1;
  let count = 0;
  for (let next = match(tokens, end, ...group); next > 0; next = match(tokens, end, ...group)) {
    end = next;
    count += 1;
  }
  return count >= MIN_GROUPS ? end : 0;
}

const BEGINS_ROUND = digits(/^[1-9]\d?$/);
const DOT = kind('dot');
const ZEROS = digits(/^000$/);

// `harga 1.500.000,`
function isRound(tokens: readonly Token[], index: number, end: number): boolean {
  const isDotted = BEGINS_ROUND(tokenAt(tokens, index)) && DOT(tokenAt(tokens, index + 1));
  return isDotted && ZEROS(tokenAt(tokens, end - 1)) && !goesOn(tokens, end);
}

function unitOf(tokens: readonly Token[], index: number): Test {
  return SEPARATOR(tokenAt(tokens, index + 1)) ? UNIT : CURRENCY;
}

// `lira 5.321.234.512`, `Fr. 446'681'800`
function isAfterUnit(tokens: readonly Token[], index: number): boolean {
  const at = DOT(tokenAt(tokens, index - 1)) ? index - 2 : index - 1;
  return unitOf(tokens, index)(tokenAt(tokens, at));
}

function decimalsOrMarkEnd(tokens: readonly Token[], index: number, end: number): number {
  for (const mark of WHOLE) {
    const markEnd = match(tokens, end, ...mark);
    if (markEnd > 0 && tokenAt(tokens, markEnd).kind !== 'digits') return markEnd;
  }
  if (SIGNS.some((sign) => match(tokens, end, ...sign) > 0)) return end;
  if (unitOf(tokens, index)(tokenAt(tokens, end)) && !isPriceAt(tokens, end)) return end;
  const separator = tokenAt(tokens, index + 1).text;
  // A spreadsheet may have formatted a phone number as `9,876,543,210.00`.
  if (separator === ',' || tokenAt(tokens, end).text === separator) return 0;
  const decimals = match(tokens, end, POINT, touching(digits(/^\d\d$/)));
  return goesOn(tokens, decimals) ? 0 : decimals;
}
