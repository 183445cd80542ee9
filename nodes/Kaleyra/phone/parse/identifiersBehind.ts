import { digits, either, kind, match, touching, word } from '../tokens/match';
import { DAY_AND_MONTH } from '../tokens/dateParts';
import { tokenAt, type Token } from '../tokens/token';
import { hasAnyRole, hasRole } from '../tokens/words';
import type { Run } from './elements';
import { isCurrencyAtEnd, isPriceAt, SURE_CURRENCY, SURE_MEASURE } from './figures';
import { UNKNOWN } from './identifiers';
import type { Scanner } from './scanner';

const PERCENT = touching(kind('percent'));
const QUANTITY = either(SURE_MEASURE, SURE_CURRENCY, PERCENT);
const END_OF_CODE = touching(kind('hash'));
const FILE_TYPE = [
  touching(kind('dot')),
  touching(word(/^[a-z][a-z\d]{1,3}$/)),
  kind('end', 'line', 'comma', 'close'),
];

/** Reads what says, behind digits, that they aren't a number: `4155550132 bytes`, `4155550132#`, `4155550132abc`, `4155550132.pdf`. */
export function readIdentifierBehind({ run, tokens, index, previous }: Scanner): void {
  if (run === null) return;
  if (isSuffix(tokens, index) && run.identifier === 'none') run.identifier = 'maybe';
  if (match(tokens, index - 3, ...FINNISH_ID) > 0) run.identifier = 'sure';
  if (previous.kind === 'digits' && !run.plus) readUnitBehind(run, tokens, index);
}

function readUnitBehind(run: Run, tokens: readonly Token[], index: number): void {
  const isQuantity = QUANTITY(tokenAt(tokens, index)) && !isPriceAt(tokens, index);
  if (isQuantity || isCurrencyAtEnd(run, tokens, index)) run.identifier = 'sure';
  else if (isEndOfIdentifier(tokens, index)) doubt(run);
}

// A word before it and a sign behind it leave no doubt: `Access code: 415 555 0132#`.
function doubt(run: Run): void {
  run.identifier = run.identifier === 'none' ? 'maybe' : 'sure';
}

// `311280-123A`: a birthday and a letter that checks it
const FINNISH_ID = [
  digits(new RegExp(String.raw`^${DAY_AND_MONTH}\d\d$`)),
  touching(kind('dash')),
  touching(digits(/^\d{3}$/)),
  touching(word(/^[A-Y]$/)),
];
const SUFFIX = touching(word(/^(?![CFHILMOPRTWX]$)[A-Z]{1,3}$/));
const SUFFIX_NUMBER = touching(digits(/^\d{1,2}$/));

// `9876543210A`, `9876543210-A1`; but not `9876543210M`, a mobile.
function isSuffix(tokens: readonly Token[], index: number): boolean {
  if (!SUFFIX(tokenAt(tokens, index)) || hasRole(tokenAt(tokens, index).text, 'counting')) return false;
  if (tokenAt(tokens, index - 1).kind === 'digits') return true;
  return match(tokens, index - 2, kind('digits'), touching(kind('dash')), SUFFIX, SUFFIX_NUMBER) > 0;
}

function isEndOfIdentifier(tokens: readonly Token[], index: number): boolean {
  const token = tokenAt(tokens, index);
  const isFile = match(tokens, index, ...FILE_TYPE) > 0 && !hasAnyRole(tokenAt(tokens, index + 1).text);
  return isFile || END_OF_CODE(token) || (UNKNOWN(token) && /^\p{Ll}{2,}$/u.test(token.text));
}
