import { isSupportedCountry, type CountryCode } from '../libphonenumber';
import { isIncomplete, usualNational, validNational } from '../resolve/validNumber';
import {
  apart,
  CAPITALIZED,
  digits,
  digitsFrom,
  either,
  groupsFrom,
  kind,
  match,
  matchFirst,
  SPACED,
  touching,
  word,
  type Test,
} from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { isOfPhone } from '../tokens/identifierWords';
import { foldWord, hasAnyRole, hasRole, isOfNumbered, isThingPhrase } from '../tokens/words';
import { isIdentifierIn, isOrdinaryIn } from './countryIdentifiers';
import { digitsOf, type Gap, type Identifier } from './elements';
import { isEndOfAmount } from './figures';
import type { Scanner } from './scanner';
import { isOfPerson, isToCall } from './whomToCall';

/** `Invoice No. 4711`: these say nothing between a word and its digits. */
export const NUMBER_WORD = word(
  /^(?:no|nr|num|number|numero|nummer|numer|n|code|cod|codice|código|codigo|kod|kods|kodas|kood|broj|št|sz|szám|číslo|αρ|số|hàng|番号|номер|№|رقم|شماره|מספר|מס)$/i,
);
/** Digits that touch what precedes them. */
const NEXT_DIGITS = touching(kind('digits'));
const SIGN_OF_NUMBER = either(kind('dot', 'hash'), ({ text }) => text === '°');
const FILLER = word(/^(?:de|du|of|der|des|del)$/i);

const NO_IDENTIFIERS = [isOfPerson, isToCall, isEndOfAmount];

/** What a word says about the digits after it. `Order 4711` is `sure`; `Card 4711` and `ravi4711` are `maybe`. */
export function identifierAfter(scanner: Scanner): Identifier {
  const { token, tokens, index, nextIdentifier: before } = scanner;
  if (NO_IDENTIFIERS.some((test) => test(tokens, index))) return 'none';
  if (isSureHere(scanner)) return isOfDepartment(scanner) ? 'maybe' : 'sure';
  if (before === 'maybe' && NUMBER_WORD(token)) return 'maybe';
  if (!isNumberedWord(scanner)) return isCode(scanner) ? 'maybe' : 'none';
  if (isNumbered(tokens, index)) return 'sure';
  // `Tel №98765…`
  const isOfPhoneNumber = scanner.isBehindPhoneWord && NUMBER_WORD(token);
  return isOfPhoneNumber || hasRole(token.text, 'desk') ? 'none' : 'maybe';
}

const AFTER = kind('end', 'line', 'comma', 'semicolon', 'close', 'word');
const SHORT_NUMBER = digits(/^\d{5,7}$/);
const OTHER_NUMBERS = [
  [word(/^(?:no|nr|№)$/i), SHORT_NUMBER, AFTER],
  [word(/^(?:no|nr|№)$/i), kind('dot', 'colon', 'hash'), SHORT_NUMBER, AFTER],
];

// `021-7654321, No. 1234567`: the number of something else.
function isNumberOfOther({ tokens, index, latestRun, isBehindPhoneWord }: Scanner): boolean {
  return latestRun !== null && !isBehindPhoneWord && matchFirst(tokens, index, OTHER_NUMBERS) > 0;
}

// These also head a label or end one: `After hours`, `A+ grade`.
const ONLY_FIRST = word(/^(?:hours|minutes|seconds|year|grade)$/i);

function isNumberedWord({ token, tokens, index, isAtStartOfPart }: Scanner): boolean {
  if (isThingPhrase(`${tokenAt(tokens, index - 1).text} ${token.text}`)) return true;
  return isOfNumbered(token.text) && (isAtStartOfPart || !ONLY_FIRST(token));
}

// `Отдел заказов: 8 (495) 123-45-67`
const DEPARTMENT = word(/^(?:отдел|відділ|при[её]м|прийом|ufficio|uff|reparto|dział|oddělení)$/i);
// `Zamówienia: 22 123 45 67`, folded: several at once have no number of their own.
const ORDERS =
  /^(?:zamowienia|objednavky|siparisler|faturalar|παραγγελιες|τιμολογια|narudzbe|porudzbine|поръчки|замовлення|рахунки|fa[ck]tur(?:as|en|or|y)|factures|fatture|faturas|szamlak|ご注文は?|ご?注文(?:専用|受付))$/;

function isOfDepartment({ tokens, index, token, isAtStartOfPart }: Scanner): boolean {
  if (DEPARTMENT(tokenAt(tokens, index - 1))) return true;
  return isAtStartOfPart && ORDERS.test(foldWord(token.text)) && !isBeforeNumber(tokens, index, ITS_NUMBER);
}

const PHONES = new Set(['PH CP', 'PE RPM', 'PE RPC']);

/** Whether a word for something else is one for a phone in this country: `CP#` in the Philippines, `RPM` in Peru. */
export function isPhoneIn(country: CountryCode | null, text: string): boolean {
  return PHONES.has(`${country} ${text.toUpperCase()}`);
}

// `Boise, ID 208-555-0132`: Idaho, with one of its area codes.
const IDAHO = [kind('comma'), word(/^ID$/)];
const AREA_OF_IDAHO = digits(/^(?:208|986)$/);

function isIdaho(tokens: readonly Token[], index: number): boolean {
  const next = match(tokens, index + 1, kind('open')) || index + 1;
  return match(tokens, index - 1, ...IDAHO) > 0 && AREA_OF_IDAHO(tokenAt(tokens, next));
}

export const POSTCODE = digits(/^(?:[1-9]\d{3}|\d{5,6})$/);
const LABELED_POSTCODE = [
  [word(/^(?:zip|zipcode|plz|postcode|cap)$/i), apart(POSTCODE)],
  [word(/^pin(?:code)?$/i), apart(digits(/^[1-9]\d{5}$/))],
];
// In `PIN 98765 43210`, what follows isn't a number on its own.
const NUMBER_BEHIND = [
  [apart(kind('open', 'plus'))],
  [apart(digits(/^\d{7,}$/))],
  [apart(kind('digits')), kind('digits', 'dash', 'dot', 'slash')],
];

/** Whether a postal code that is called so stands before a number: `ZIP 10118 212-555-0143`. */
export function isPostcodeBeforeNumber(tokens: readonly Token[], index: number): boolean {
  const end = matchFirst(tokens, index, LABELED_POSTCODE);
  return end > 0 && matchFirst(tokens, end, NUMBER_BEHIND) > 0;
}

const CEP = word(/^cep$/i);
const FILLERS = [[kind('dash', 'colon')], [kind('dot'), kind('colon')], [NUMBER_WORD]];
const POSTCODE_SHAPE = /^\d{5} ?\d{3}$/;

// `CEP 01310-100`: a mobile in Turkey has more digits.
function isBrazilianPostcode(tokens: readonly Token[], index: number): boolean {
  if (!CEP(tokenAt(tokens, index))) return false;
  const at = matchFirst(tokens, index + 1, FILLERS) || index + 1;
  return POSTCODE_SHAPE.test(groupsFrom(tokens, at).join(' '));
}

const MEETING = word(/^(?:zoom|webex)$/i);
const MEETING_SHAPE = /^(?:3-3-3|3-4-4|4-3-4)$/;

// `Zoom 812 3456 7890`, `Webex: 2345 678 9012`; `Zoom 212 555 0143` may be a phone.
function isMeeting(tokens: readonly Token[], index: number): boolean {
  if (!MEETING(tokenAt(tokens, index))) return false;
  const groups = groupsFrom(tokens, match(tokens, index + 1, kind('colon')) || index + 1);
  return !groups[0]?.startsWith('0') && MEETING_SHAPE.test(groups.map(({ length }) => length).join('-'));
}

function isSureHere(scanner: Scanner): boolean {
  const { token, tokens, index, nextIdentifier, defaultCountry } = scanner;
  if (isIdaho(tokens, index) || isPostcodeBeforeNumber(tokens, index)) return false;
  const isListed =
    (hasRole(token.text, 'identifier') && !isOrdinaryIn(defaultCountry, token.text)) ||
    isCompound(tokens, index) ||
    isIdentifierIn(defaultCountry, token.text) ||
    isBrazilianPostcode(tokens, index) ||
    isMeeting(tokens, index) ||
    isNumberOfOther(scanner);
  return isListed || (nextIdentifier === 'sure' && goesOn(tokens, index));
}

// `Objednávka č. 4711`, `Narudžba br. 4711`; after a name, these aren't a word for a number.
const ITS_NUMBER = either(NUMBER_WORD, word(/^(?:č|br)$/i));
const BETWEEN = either(ITS_NUMBER, ({ text }) => isOfNumbered(text));
// `Mã đặt chỗ`, `Mã khách hàng`
const CODE_OF = [word(/^mã$/i), word(/^\p{Ll}+$/u)];

// `Invoice No. 4711`, `VAT Reg. 4711`. `IBAN DE89 3704 …`: letters that touch the digits belong to them.
function goesOn(tokens: readonly Token[], index: number): boolean {
  return (
    BETWEEN(tokenAt(tokens, index)) ||
    NEXT_DIGITS(tokenAt(tokens, index + 1)) ||
    isIssuer(tokens, index) ||
    match(tokens, index - 1, ...CODE_OF) > 0
  );
}

const OF_PHONE = either(word('counting'), word('extension'));
const REGISTRY = word(/^(?:rcs|rpr|rpm|rea)$/i);
// `R.C.S.`
const RCS = ['r', 'c', 's'].flatMap((letter) => [word(new RegExp(`^${letter}$`, 'i')), kind('dot')]);

const ISSUER = word(/^\p{Lu}{2,3}$/u);
const ISSUERS = [
  [ISSUER, kind('digits')],
  [ISSUER, kind('colon'), kind('digits')],
];

// `No. Rek BCA 4711`, `VAT DE 4711`, `RCS Lyon B 4711`, `Mã NV: 4711`
function isIssuer(tokens: readonly Token[], index: number): boolean {
  const token = tokenAt(tokens, index);
  if (OF_PHONE(token)) return false;
  const isRegistered = [index - 1, index - 2, index - RCS.length, index - RCS.length - 1].some(
    (at) => REGISTRY(tokenAt(tokens, at)) || match(tokens, at, ...RCS) > 0,
  );
  return (isRegistered && CAPITALIZED(token)) || matchFirst(tokens, index, ISSUERS) > 0;
}

// `p-nummer` is a Danish company's.
const LABEL_OF_PHONE: Test = (token) => word('counting')(token) && !/^p$/i.test(token.text);
const JOINT = touching(kind('dot', 'dash'));
const JOINED_NUMBER = touching(word(/^(?:nr|nummer|no)$/i));

// `Kd.-Nr. 4711`, `org.nr 4711`, but not `Tel.-Nr.`
function isCompound(tokens: readonly Token[], index: number): boolean {
  const isJoined =
    match(tokens, index + 1, JOINT, JOINED_NUMBER) > 0 ||
    match(tokens, index + 1, JOINT, JOINT, JOINED_NUMBER) > 0;
  const { text } = tokenAt(tokens, index);
  return (
    isJoined &&
    !LABEL_OF_PHONE(tokenAt(tokens, index)) &&
    !isOfPhone(text) &&
    hasRole(`${text}nr`, 'identifier')
  );
}

// `N° d'abonné`
const ELIDED = [word(/^d$/i), touching(kind('dot'))];

// `Customer No. 4711`, `Conf# 4711`, `Kd-Nr 4711`, `N° client 4711`, `Nr klienta 4711`
function isNumbered(tokens: readonly Token[], index: number): boolean {
  const isElided = match(tokens, index - 2, ...ELIDED) > 0;
  const first = isElided ? index - 2 : FILLER(tokenAt(tokens, index - 1)) ? index - 1 : index;
  return (
    isBeforeNumber(tokens, index, NUMBER_WORD) ||
    match(tokens, first - 1, NUMBER_WORD) > 0 ||
    match(tokens, first - 2, NUMBER_WORD, SIGN_OF_NUMBER) > 0
  );
}

function isCode({ tokens, index, isBehindPhoneWord }: Scanner): boolean {
  return isPartOfName(tokens, index) || (!isBehindPhoneWord && isNumberedThing(tokens, index));
}

/** Whether a country's code can't be meant, because the digits are no number there: `SN: 2125550143`. */
export function isForeignTo(code: string, national: string): boolean {
  return isSupportedCountry(code) && validNational(national, code) === null;
}

const SPELLED_OUT = word(/^number$/i);
const SHORT_NUMBER_WORD: Test = (token) => NUMBER_WORD(token) && !SPELLED_OUT(token);

// `Job # 4711`, `Bar No 4711`, `SR No 4711`: words that aren't listed. `Backup number 98765…` is more often a phone.
function isNumberedThing(tokens: readonly Token[], index: number): boolean {
  const { text } = tokenAt(tokens, index);
  const isLabel = hasAnyRole(text) || (isOfPhone(text) && !/^[MS]R$/.test(text));
  return !isLabel && isBeforeNumber(tokens, index, SHORT_NUMBER_WORD);
}

function isBeforeNumber(tokens: readonly Token[], index: number, numberWord: Test): boolean {
  return (
    match(tokens, index + 1, either(numberWord, kind('hash'))) > 0 ||
    match(tokens, index + 1, kind('dash', 'dot'), numberWord) > 0
  );
}

const LOWERCASE = /^(?=.*\p{Script=Latin})\p{Ll}+$/u;
const CAPITALS = /^\p{Lu}+$/u;
const LATIN_OR_CYRILLIC = /[\p{Script=Latin}\p{Script=Cyrillic}]$/u;
const UNDERSCORE = touching(({ text }) => text === '_');
/** A word that touches what precedes it and says nothing about digits. */
export const UNKNOWN = ({ text, gap }: Token): boolean => !gap && !hasAnyRole(text);
const SLUG = [
  touching(kind('dash')),
  NEXT_DIGITS,
  touching(kind('dash')),
  (token: Token): boolean => UNKNOWN(token) && LOWERCASE.test(token.text),
];

// `ravi4711`, `INV4711`, `IMG_4711`, `item-4711-blue`. A name or a label may touch its number: `Ravi98765…`, `Tel98765…`.
function isPartOfName(tokens: readonly Token[], index: number): boolean {
  const { text, gap } = tokenAt(tokens, index);
  // Between digits, it says nothing: `030 231b25123`.
  if (!gap && tokenAt(tokens, index - 1).kind === 'digits') return false;
  if ((hasAnyRole(text) && !hasRole(text, 'and')) || !LATIN_OR_CYRILLIC.test(text)) return false;
  if (LOWERCASE.test(text) && match(tokens, index + 1, ...SLUG) > 0) return true;
  const isGlued =
    match(tokens, index + 1, NEXT_DIGITS) > 0 || match(tokens, index + 1, UNDERSCORE, NEXT_DIGITS) > 0;
  return (isGlued && (LOWERCASE.test(text) || CAPITALS.test(text))) || match(tokens, index, ...CODE) > 0;
}

// `B-9876543210`, `ABC-9876543210`; letters may also say which phone it is: `R-9876543210`, `RES-9876543210`.
const LETTERS_OF_CODE: Test = (token) =>
  word(/^(?![CFHMOPRTW]$)[A-Z]{1,3}$/)(token) && !(token.text.length === 3 && isOfPhone(token.text));
// `LEAD-9876543210`, `user-9876543210`, but not `Lead-9876543210`
const RECORD = word(
  /^(?:(?:CUST|LEAD|USER|JIRA|TASK|PROJ|PROD|MEMB|CAND|STUD|APPL|OPPTY|TRANS|PROSPECT)(?:ID)?|(?:cust|lead|user|jira|task|proj|prod|cand|stud|prospect)(?:id)?)$/,
);
const CODE = [either(LETTERS_OF_CODE, RECORD), touching(kind('dash')), NEXT_DIGITS];

// Within the European Union, and its neighbors whose tax numbers begin in the same way.
const TAX_COUNTRIES = new Set(
  'AT BE BG CH CY CZ DE DK EE EL ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);
const DIGITS_OF_TAX = digits(/^\d{8,12}$/);
const BELGIAN_ENTERPRISE = [
  word(/^(?:BE|entreprise)$/),
  digits(/^[01]\d{3}$/),
  touching(kind('dot')),
  touching(digits(/^\d{3}$/)),
  touching(kind('dot')),
  touching(digits(/^\d{3}$/)),
];

/** Whether a tax number begins here: `DK32123456`, `BE-0470123456`, `BE 0470.123.456`. */
export function isTaxNumber(tokens: readonly Token[], index: number): boolean {
  if (match(tokens, index, ...BELGIAN_ENTERPRISE) > 0) return true;
  const at = match(tokens, index + 1, touching(kind('dash'))) || index + 1;
  // `MOB.NO-98765…`
  if (NUMBER_WORD(tokenAt(tokens, index)) && kind('word', 'dot')(tokenAt(tokens, index - 1))) return false;
  // A flag is no letters of a tax number: 🇪🇸612345678.
  const token = tokenAt(tokens, index);
  return (
    token.kind === 'word' && TAX_COUNTRIES.has(token.text) && match(tokens, at, touching(DIGITS_OF_TAX)) > 0
  );
}

const PAIRS = new Set('a/c c/c s/n p/n r/n m/n р/с к/с л/с'.split(' '));
const LETTERS = word(/^\p{L}\p{M}?\p{L}?$/u);
const MAX_LETTERS = 5;

/** The index after `A/C`, `S/N`, `C.F.`, `ת״ז` and the like, or 0: what follows is an identifier. */
export function identifierPairEnd({ tokens, index, defaultCountry }: Scanner): number {
  const end = match(tokens, index + 1, touching(kind('slash')), touching(kind('word')));
  const text = `${tokenAt(tokens, index).text}/${tokenAt(tokens, index + 2).text}`;
  return end > 0 && PAIRS.has(text.toLowerCase()) ? end : dottedEnd(tokens, index, defaultCountry);
}

function dottedEnd(tokens: readonly Token[], index: number, country: CountryCode | null): number {
  let end = match(tokens, index, LETTERS);
  let next = end;
  let name = '';
  while (next > 0 && next - index < 2 * MAX_LETTERS) {
    name += tokenAt(tokens, next - 1).text.toUpperCase();
    end = next;
    next = match(tokens, next, touching(kind('dot', 'mark')), touching(LETTERS));
  }
  const isName = hasRole(name, 'identifier') || hasRole(name, 'numbered') || isIdentifierIn(country, name);
  return end > index + 1 && isName && !isPhoneIn(country, name) ? end : 0;
}

const IS_GLUED = new Set<Gap>(['none', 'dash', 'dot', 'slash']);

/**
 * Ends an identifier if a number follows that is grouped as usual: `EIN 12-3456789 212-555-0143`,
 * `DOB: 01/02/1980 212-555-0143`, `Charity no. 1234567 020 7946 0123`. The identifier has no blanks, or is a note.
 */
export function endIdentifier(scanner: Scanner): void {
  const { tokens, index, previous, defaultCountry } = scanner;
  const first = previous.kind === 'open' ? index - 1 : index;
  if (match(tokens, first - 1, kind('digits'), SPACED) === 0 || !isIdentifierComplete(scanner)) return;
  if (usualNational(groupsFrom(tokens, index), defaultCountry) === null) return;
  scanner.closeRun();
  scanner.nextIdentifier = 'none';
}

/**
 * Whether a number begins here that is grouped as usual in the country and doesn't lack the trunk prefix or the area code
 * that the country writes before it.
 */
export function isWholeNumberAt(
  tokens: readonly Token[],
  index: number,
  country: CountryCode | null,
): boolean {
  const number = usualNational(groupsFrom(tokens, index), country);
  return number !== null && !isIncomplete(number, digitsFrom(tokens, index));
}

const MIN_UNDIVIDED_LENGTH = 6;

function isIdentifierComplete({ run }: Scanner): boolean {
  if (run === null) return true;
  const { identifier, groups } = run;
  const isLong = groups.length > 1 || digitsOf(groups).length >= MIN_UNDIVIDED_LENGTH;
  return identifier === 'sure' && isLong && groups.every(({ gap }) => IS_GLUED.has(gap));
}
