import { digits, either, kind, match, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { goesOn, POINT } from './decimals';
import { SURE_CURRENCY } from './figures';
import { isPriceAt } from './identifiers';
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
// These are also words or initials, so they only say it behind an amount.
const CURRENCY_BEHIND = either(
  SURE_CURRENCY,
  word(/^(?:kr|zl|zł|tl|ron|try|cop|pen|mop|gel|dh|rm|baht|won|yen|rand|lira|pesos|reais|pounds|ft|đồng)$/iu),
);
const MIN_GROUPS = 2;

/**
 * Reads digits in groups of three with what only an amount of money has: `40.612.345,00`, `20 123 456,-`,
 * `601 234 512 zł`. The whole is one identifier. Returns false if it isn't one.
 */
export function readAmount(scanner: Scanner): boolean {
  const { tokens, index, run, extended } = scanner;
  if (run !== null || extended !== null) return false;
  const end = thousandsEnd(tokens, index);
  const amountEnd = end === 0 ? 0 : decimalsOrMarkEnd(tokens, index, end);
  if (amountEnd === 0) return false;
  const whole = tokens.slice(index, amountEnd).filter((token) => token.kind === 'digits');
  scanner.nextIdentifier = 'sure';
  scanner.pushRun(whole.map(({ text }) => text).join(''), amountEnd);
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

function decimalsOrMarkEnd(tokens: readonly Token[], index: number, end: number): number {
  for (const mark of WHOLE) {
    const markEnd = match(tokens, end, ...mark);
    if (markEnd > 0 && tokenAt(tokens, markEnd).kind !== 'digits') return markEnd;
  }
  if (CURRENCY_BEHIND(tokenAt(tokens, end)) && !isPriceAt(tokens, end)) return end;
  const separator = tokenAt(tokens, index + 1).text;
  const decimals = match(tokens, end, POINT, touching(digits(/^\d\d$/)));
  // A spreadsheet may have formatted a phone number as `9,876,543,210.00`.
  const isAmount = decimals > 0 && tokenAt(tokens, end).text !== separator && separator !== ',';
  return isAmount && !goesOn(tokens, decimals) ? decimals : 0;
}
