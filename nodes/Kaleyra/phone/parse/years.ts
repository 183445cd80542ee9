import { YEAR } from '../tokens/dateParts';
import { apart, either, kind, match, matchFirst, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { digitsOf, NOTE } from './elements';
import type { Scanner } from './scanner';
import { ended } from './times';

const TO = either(
  kind('dash', 'slash', 'tilde'),
  word(
    /^(?:to|till|until|through|and|bis|und|à|et|au|al?|até|hasta|y|e|do|до|по|tot|en|til|og|t|och|sampai|hingga|至|到|から)$/iu,
  ),
);
// What precedes it isn't only the beginning of a number: `(02) 2019-2023`.
const MIN_LENGTH = 8;

const SAYS_YEAR = either(
  word('date'),
  word('since'),
  word(
    /^(?:updated?|joined|created|added|active|verified|checked|class|aktualisiert|geändert|geprüft|stand|jahrgang|maj|actualizado|verificado|aggiornato|atualizado|bijgewerkt|zaktualizowano|обновлено|обновлен)$/iu,
  ),
);
const ONE_YEAR = [SAYS_YEAR, YEAR, kind('end', 'close', 'comma', 'semicolon', 'line', 'pipe')];
// `born 1985: +98 912 …`
const YEAR_AND_PLUS = [
  [YEAR, apart(kind('plus'))],
  [YEAR, kind('colon', 'dash', 'slash'), kind('plus')],
];

/**
 * Reads two years in their order: `2021-2024`, `2023/2024`, `from 2021 to 2024`, but not `Tel 2021-2024`; behind a word for
 * it and before a plus also one: `… (updated 2023)`.
 * @returns false if there are none
 */
export function readYears(scanner: Scanner): boolean {
  const end = oneYearEnd(scanner) || twoYearsEnd(scanner);
  if (end > 0) scanner.push(NOTE, end);
  return end > 0;
}

function oneYearEnd({ tokens, index, token, run, isBehindPhoneWord }: Scanner): number {
  if (run !== null || isBehindPhoneWord || !YEAR(token)) return 0;
  const isYear = match(tokens, index - 1, ...ONE_YEAR) > 0 || matchFirst(tokens, index, YEAR_AND_PLUS) > 0;
  return isYear ? index + 1 : 0;
}

function twoYearsEnd(scanner: Scanner): number {
  const { tokens, index, run } = scanner;
  const isFree = run === null ? !scanner.isBehindPhoneWord : digitsOf(run.groups).length >= MIN_LENGTH;
  // The word before it has made a note of the first: `from 2021`.
  return isFree ? yearsEnd(tokens, index) || yearsEnd(tokens, index - 2) : 0;
}

function yearsEnd(tokens: readonly Token[], index: number): number {
  const end = ended(tokens, match(tokens, index, YEAR, TO, YEAR));
  const isInOrder = tokenAt(tokens, index).text <= tokenAt(tokens, end - 1).text;
  return isInOrder && match(tokens, end, touching(kind('digits', 'word'))) === 0 ? end : 0;
}
