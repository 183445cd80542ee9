import { digits, either, kind, match, matchFirst, word, type Test } from '../tokens/match';
import type { Token } from '../tokens/token';

const CODE = word(
  /^(?:codes?|c[oó]digo|kod|код|kode|kodu|cod|κωδικός|prefix|prefijo|prefixo|prefisso|indicatif|předvolba|mã|رمز|कोड)$/iu,
);
const COUNTRY = word(
  /^(?:country|dial|dialing|dialling|calling|isd|idd|intl|international|internacional|internazionale|pa[ií]s|pays|paese|kraju|země|страны|країни|ülke|negara|țării|țară|tara|χώρας|quốc|الدولة|देश|कंट्री)$/iu,
);
const OF = word(/^(?:de|del|do|du|of)$/i);
// Languages that write both as one word.
const COUNTRY_CODE = word(
  /^(?:countrycode|dialcode|dialingcode|callingcode|(?:landes|länder|auslands)(?:vorwahl|kennzahl|code)|landen?code|landnummer|landen?ummer|lands?kode?|landekode|landskod|maakoodi|maatunnus|országkód|국가번호|국가코드|国番号|国家(?:代[码碼]|区号|码)|國家代?碼|国际区号|國際區號)$/iu,
);

const PAIRS: ReadonlyArray<readonly Test[]> = [
  [COUNTRY, CODE],
  [COUNTRY, kind('dot', 'dash', 'mark'), CODE],
  [CODE, COUNTRY],
];

/** Whether what ends with this word says that the calling code follows: `Country code: 44`, `código de país 44`. */
export function isCountryCode(tokens: readonly Token[], index: number): boolean {
  if (match(tokens, index, COUNTRY_CODE) > 0 || match(tokens, index - 2, CODE, OF, COUNTRY) > 0) return true;
  return PAIRS.some((pair) => match(tokens, index + 1 - pair.length, ...pair) > 0);
}

const NAMES_CODE = either(CODE, COUNTRY);
const SHORT = digits(/^\d{1,3}$/);

const NAMED_CODES = [
  [NAMES_CODE, SHORT],
  [NAMES_CODE, kind('colon', 'dot'), SHORT],
];

/** Whether a word by itself may name the calling code behind it: `code 44`, `ISD: 44`, but not `code 1234`. */
export function mayNameCode(tokens: readonly Token[], index: number): boolean {
  return matchFirst(tokens, index, NAMED_CODES) > 0;
}
