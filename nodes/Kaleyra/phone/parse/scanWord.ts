import type { CountryCode } from '../libphonenumber';
import {
  CAPITALIZED,
  apart,
  digits,
  BEFORE_HIDDEN,
  either,
  kind,
  match,
  matchFirst,
  SPACED,
  touching,
  word,
} from '../tokens/match';
import { YEAR } from '../tokens/dateParts';
import { tokenAt, type Token } from '../tokens/token';
import { hasRole } from '../tokens/words';
import { LETTERS, MASKED } from '../rejection';
import { isCountryCode, mayNameCode } from './codeWords';
import { labeledCoordinates } from './coordinates';
import { readCountry } from './countryWords';
import { digitsOf, NOTE, type Group, type Owner, type Run } from './elements';
import { dateAfterMonth, yearAfter } from './dates';
import { isPauseBeforeCode, readDialString, readExtension } from './extensions';
import { identifierAfter, identifierPairEnd, isPhoneIn, isTaxNumber } from './identifiers';
import { readIdentifierBehind } from './identifiersBehind';
import { figureEnd } from './labelFigures';
import { mentionIn, mentionOfTown } from './mentions';
import { isJoining, isSmallFigure, type Scanner } from './scanner';
import { ownerOf } from './shorthands';
import { readWholeCode } from './wholeCodes';
import { openingHours, timeZone } from './times';

/** Reads a word: what it says about the digits next to it, or that it says nothing. */
export function readWord(scanner: Scanner): void {
  const { tokens, index, token } = scanner;
  if (scanner.previous.kind === 'digits' && readDialString(scanner)) return;
  const note = isOfLastGroup(scanner) ? 0 : noteEnd(tokens, index);
  if (note > 0) return scanner.push(NOTE, note);
  if (readWholeCode(scanner)) return;
  const letterFigure = match(tokens, index, ...LETTER_FIGURE);
  if (letterFigure > 0) {
    keepFigure(scanner);
    return scanner.push(NOTE, letterFigure - 1);
  }
  const isExtension = hasRole(token.text, 'extension') || isPauseBeforeCode(scanner);
  if (isExtension && readExtension(scanner, index + 1)) return;
  const property = propertyNameEnd(tokens, index);
  if (property > 0) return scanner.push(NOTE, property);
  if (isCarrierPlaceholder(scanner)) scanner.index += 1;
  else readOtherWord(scanner);
}

function readOtherWord(scanner: Scanner): void {
  const { token, run } = scanner;
  keepMissing(scanner);
  keepLetters(scanner);
  readIdentifierBehind(scanner);
  scanner.extended = null;
  if (readIdentifierPair(scanner) || readCountry(scanner)) return;
  // `A` is Austria, too.
  const isLetter = scanner.elements.length === 0 && run === null && /^[A-Z]$/.test(token.text);
  const isAnd = hasRole(token.text, 'and') && !isLetter && mentionIn(scanner) === null;
  if (isAnd && identifierAfter(scanner) === 'none') {
    scanner.push({ kind: 'and' }, scanner.index + 1);
  } else readLabel(scanner);
  if (run !== null) run.isJoined ||= isJoining(scanner.last);
}

// `〒100-0001`
const JAPANESE_POSTCODE = [
  word(/^〒$/),
  digits(/^\d{3}$/),
  touching(kind('dash')),
  touching(digits(/^\d{4}$/)),
];

// `CHE-123.456.789`, a company in Switzerland
const THREE = touching(digits(/^\d{3}$/));
const DOT = touching(kind('dot'));
const SWISS_COMPANY = [word(/^CHE$/), touching(kind('dash')), THREE, DOT, THREE, DOT, THREE];
// `G+2`, `R+2`: the floors above the ground floor.
const FLOORS = [word(/^[GR]$/), touching(kind('plus')), touching(digits(/^\d{1,2}$/))];

// `B+ 98765 43210`
const BLOOD_GROUP = [word(/^(?:AB?|B|O)$/), touching(kind('plus')), SPACED];
// `x345 at 415-555-0132`
const EXTENSION_BEFORE = [
  word('extension'),
  digits(/^\d{1,5}$/),
  word(/^at$/i),
  either(kind('open', 'plus'), digits(/^\d{3,}$/)),
];
const LETTER = word(/^[A-Z]$/);
const DIGIT = touching(digits(/^\d$/));
const BRITISH_AREA = [word(/^[A-Z]{1,2}$/), touching(digits(/^\d{1,2}$/))];
const BRITISH_UNIT = [digits(/^\d$/), touching(word(/^[A-Z]{2}$/))];

// `K:3 D:5` in Turkey
const LETTER_FIGURE = [
  word(/^(?![CFHMOPRTW]$)[A-Z]$/),
  touching(kind('colon')),
  digits(/^[1-9]\d?$/),
  either(kind('end', 'comma', 'line', 'word'), apart(digits(/^0[1-9]/)), apart(kind('plus', 'open'))),
];

// `P.O. Box 12345-00100` in Kenya
const KENYAN_BOX = [
  word(/^box$/i),
  digits(/^\d{1,6}$/),
  touching(kind('dash')),
  touching(digits(/^\d{5}$/)),
  kind('end', 'line', 'comma', 'word'),
];

// `Q3 2024`, `KW 12/2024`
const PART_OF_YEAR = [word(/^(?:Q|KW|CW)$/), digits(/^[1-9]\d?$/)];

const NOTES = [
  FLOORS,
  [...PART_OF_YEAR, YEAR],
  [...PART_OF_YEAR, touching(kind('slash', 'dash')), YEAR],
  JAPANESE_POSTCODE,
  // `MH12AB1234`, a car in India
  [
    word(/^[A-Z]{2}$/),
    touching(digits(/^\d{1,2}$/)),
    touching(word(/^[A-Z]{1,3}$/)),
    touching(digits(/^\d{4}$/)),
  ],
  // `M1 1AA`, `SW1A 1AA`, `H2X 1Y4`, `D02 X285`
  [...BRITISH_AREA, ...BRITISH_UNIT],
  [...BRITISH_AREA, touching(LETTER), ...BRITISH_UNIT],
  [LETTER, DIGIT, touching(LETTER), digits(/^\d$/), touching(LETTER), DIGIT],
  [LETTER, touching(digits(/^\d\d$/)), apart(word(/^[A-Z]{1,2}$/)), touching(digits(/^\d{2,3}$/))],
];

function noteEnd(tokens: readonly Token[], index: number): number {
  const bloodGroup = match(tokens, index, ...BLOOD_GROUP);
  if (bloodGroup > 0) return bloodGroup - 1;
  return (
    matchFirst(tokens, index, NOTES) ||
    beforeNumber(tokens, index) ||
    labeledCoordinates(tokens, index) ||
    timeEnd(tokens, index)
  );
}

function beforeNumber(tokens: readonly Token[], index: number): number {
  return Math.max(matchFirst(tokens, index, [KENYAN_BOX, EXTENSION_BEFORE]) - 1, 0);
}

function timeEnd(tokens: readonly Token[], index: number): number {
  const { text } = tokenAt(tokens, index);
  return (
    match(tokens, index, ...SWISS_COMPANY) ||
    timeZone(tokens, index) ||
    ((hasRole(text, 'weekday') || hasRole(text, 'from')) && openingHours(tokens, index)) ||
    (hasRole(text, 'since') && yearAfter(tokens, index)) ||
    (hasRole(text, 'month') && dateAfterMonth(tokens, index)) ||
    0
  );
}

const CARRIER = word(/^xx$/i);
const BEFORE_AREA = [touching(CARRIER), touching(digits(/^\d\d$/))];
const BEFORE_MORE = [CARRIER, touching(digits(/^(?:\d|\d{3,})$/))];

// Brazil writes `(0XX11)` and `0 xx 11`: XX is to be replaced by a carrier's code.
function isCarrierPlaceholder({ tokens, index, token, run, defaultCountry }: Scanner): boolean {
  const isUsual = defaultCountry === 'BR' && CARRIER(token) && match(tokens, index, ...BEFORE_MORE) === 0;
  const isCarrier = isUsual || match(tokens, index, ...BEFORE_AREA) > 0;
  return isCarrier && run?.groups.at(-1)?.digits === '0';
}

const ITEM = [word(/^item$/i), touching(kind('digits')), touching(kind('dot')), touching(kind('word'))];
const TEL = [word(/^tel$/i), touching(kind('semicolon'))];

// What precedes the number in a vCard line: `TEL;type=Mobile:+62…`, `item1.TEL;waid=62…:+62…`.
function propertyNameEnd(tokens: readonly Token[], index: number): number {
  const item = match(tokens, index, ...ITEM);
  if (item > 0) return item - 1;
  const isAtStart = kind('end', 'line', 'dot')(tokenAt(tokens, index - 1));
  let at = isAtStart ? match(tokens, index, ...TEL) : 0;
  if (at === 0) return 0;
  while (!kind('end', 'line', 'colon')(tokenAt(tokens, at))) at += 1;
  return match(tokens, at, kind('colon'));
}

// The digits for which a letter may have been typed by mistake.
const LOOKALIKES = new Map([
  ['o', ['0', '00']],
  ['i', ['1', '11']],
  ['l', ['1', '11']],
]);
const HIDDEN = /^x{2,}$/i;
const DIGITS_OR_DASH = either(kind('digits'), touching(kind('dash')));

// `98765 432xx`, `030 23125 - xx`, `98765 4321O`, `98765 4321l`: letters that hide digits or look like them.
function keepMissing({ run, token, tokens, index, previous }: Scanner): void {
  const next = tokenAt(tokens, index + 1);
  const isApart = token.gap && !kind('end', 'line', 'comma', 'close')(next);
  if (run === null || isApart) return;
  if (HIDDEN.test(token.text) && BEFORE_HIDDEN(previous)) run.problem = MASKED;
  const lookalikes = LOOKALIKES.get(token.text.toLowerCase());
  if (lookalikes === undefined || !DIGITS_OR_DASH(previous)) return;
  run.missing = lookalikes;
  if (FEW_DIGITS(next)) run.problem = LETTERS;
}

// `98765432l30`: what follows the letter is no figure of its own.
const FEW_DIGITS = touching(digits(/^\d{1,4}$/));

const CAPITALS = word(/^[A-Z]{2,7}$/);

// Capitals right after digits may be dialed: `1-800-FLOWERS`, `4AL-ANON`.
function keepLetters({ run, token, tokens, index, previous }: Scanner): void {
  if (run === null || !DIGITS_OR_DASH(previous) || !touching(CAPITALS)(token)) return;
  const more = match(tokens, index + 1, touching(kind('dash')), touching(CAPITALS));
  // Before the first token there is no text.
  run.letters = token.text + tokenAt(tokens, more - 1).text;
}

function readIdentifierPair(scanner: Scanner): boolean {
  const { tokens, index } = scanner;
  const end = isTaxNumber(tokens, index) ? index + 1 : identifierPairEnd(scanner);
  if (end === 0) return false;
  scanner.push(NOTE, end);
  scanner.nextIdentifier = 'sure';
  return true;
}

// `po godz. 17` and, where `po` means `after`, `po 17 58 677 00 12` are no purchase orders.
const AFTER_HOUR = [word('since'), word('since')];
const AFTER = [word(/^po$/), apart(digits(/^[1-9]\d?$/)), apart(kind('digits', 'open'))];
const SLAVIC = /^(?:BA|CZ|HR|PL|RS|SI|SK)$/;

function isAfterHour({ tokens, index, defaultCountry }: Scanner): boolean {
  if (match(tokens, index, ...AFTER_HOUR) > 0) return true;
  return match(tokens, index, ...AFTER) > 0 && SLAVIC.test(defaultCountry ?? '');
}

function readLabel(scanner: Scanner): void {
  const { token } = scanner;
  const isBeforeCode = isCountryCode(scanner.tokens, scanner.index);
  const isCommon =
    isBeforeCode || mayNameCode(scanner.tokens, scanner.index) || hasRole(token.text, 'counting');
  const range = rangeEnd(scanner);
  const goesOn = NO_THING(token) || range > 0;
  const isThing = !isCommon && !goesOn;
  if (!isCommon) keepName(scanner);
  if (isThing) keepFigure(scanner);
  const isPhone = isAfterHour(scanner) || isPhoneIn(scanner.defaultCountry, token.text);
  const identifier = isPhone ? 'none' : identifierAfter(scanner);
  scanner.nextFigure = 'none';
  const mention = mentionIn(scanner);
  const owner = ownerBehind(scanner, goesOn);
  const next = range || figureEnd(scanner) || scanner.index + 1;
  const figure = range > 0 ? undefined : figureBetween(scanner, next);
  scanner.push({ kind: 'label', isCommon, isMobile: MOBILE(token), isThing, mention, owner, figure }, next);
  scanner.nextIdentifier = identifier;
  scanner.isBeforeCode = isBeforeCode;
}

const MOBILE = either(
  word(
    /^(?:mob|mobiles?|mobil\w*|cell|cel|celular(?:es)?|cellulare|cellphone|m[oó]vil(?:es)?|handy|natel|gsm|portable|whatsapp)$/i,
  ),
  word(/^(?:моб\p{L}*|手机|手機|携帯\p{L}*|휴대\p{L}*|جوال|موبايل|मोबाइल|נייד)$/iu),
);

function figureBetween({ tokens, index }: Scanner, end: number): string | undefined {
  return tokens.slice(index + 1, end).find(({ kind }) => kind === 'digits')?.text;
}

function ownerBehind({ run, token, lastOwner }: Scanner, goesOn: boolean): Owner {
  const before = run === null ? lastOwner : 'none';
  return goesOn && before !== 'fax' ? 'none' : ownerOf(token, before);
}

// In `98765 43210 to 15` and `98765 43210 double 5`, the digits go on.
const NO_THING = either(
  word('extension'),
  word(
    /^(?:to|thru|through|till|until|bis|hasta|jusque?|até|do|до|al?|à|double|triple|plus|dash|minus|dot|point|zero|null|oh|cero|zéro|tiret|moins)$/iu,
  ),
);
const TO = [
  [word(/^(?:au|al|aos?|по|至|到|tot|til|till|bis|až|sampai|hingga|sd|έως|ถึง|đến)$/iu)],
  // `t/m`, `s/d`, `s.d.`
  [word(/^[st]$/i), touching(kind('slash', 'dot')), touching(word(/^[dm]$/i)), touching(kind('dot'))],
  [word(/^[st]$/i), touching(kind('slash')), touching(word(/^[dm]$/i))],
];
const LAST_OF_RANGE = [
  digits(/^\d{1,4}$/),
  kind('end', 'comma', 'semicolon', 'slash', 'pipe', 'line', 'close'),
];

// In `01 42 68 53 00 au 79`, the index of the last number's digits; 0 in `au 2e étage` or `au 12`.
function rangeEnd({ run, tokens, index }: Scanner): number {
  if (run === null) return 0;
  const end = matchFirst(tokens, index, TO);
  const last = tokenAt(tokens, end).text;
  const isRange = match(tokens, end, ...LAST_OF_RANGE) > 0;
  return isRange && digitsOf(run.groups).slice(-last.length) < last ? end : 0;
}

// `0221 4710-10 bis 15`, `08-465 004 00 till 09`; what follows `bis` and `till` may also be an hour.
function isOfLastGroup(scanner: Scanner): boolean {
  const end = rangeEnd(scanner);
  const last = end > 0 ? scanner.run?.groups.at(-1) : undefined;
  const { text } = tokenAt(scanner.tokens, end);
  return last?.digits.length === text.length && (last.gap === 'dash' || text.startsWith('0'));
}

const LAST_FIGURE = /^[1-9]\d?$/;

// `2 kids`, `98765 43210 2 dogs`, `07911 12345 9 Park Rd`
function keepFigure(scanner: Scanner): void {
  const { run, tokens, index, previous } = scanner;
  if (run === null) return;
  // `NL91 ABNA …`
  const isGlued = !previous.gap && tokenAt(tokens, index - 2).kind === 'word';
  if (isSmallFigure(run)) run.isOfName ||= !isGlued;
  const { digits: figure, gap } = run.groups.at(-1) as Group;
  if (gap !== 'blank' && gap !== 'spacedDash') return;
  if (LAST_FIGURE.test(figure)) run.trailingFigure = isCounted(scanner, figure) ? 'count' : 'weak';
  else if (isPostcodeBehind(scanner, figure))
    run.trailingFigure = mentionOfTown(scanner) === null ? 'weak' : 'count';
}

// `044 668 18 00 8001 Zürich`; what is no known town may be a person.
function isPostcodeBehind({ token, defaultCountry }: Scanner, figure: string): boolean {
  const isUsual = figure.length < 6 || SIX_DIGITS.test(defaultCountry ?? '');
  return isUsual && POSTCODE.test(figure) && apart(NAME)(token);
}

// The countries whose postal codes have six digits; elsewhere, six are a local number.
const SIX_DIGITS = /^(?:BY|CN|CO|EC|IN|KG|KZ|MN|NG|RO|RU|SG|TJ|TM|UZ|VN)$/;

// `08-12 34 56 12 lgh`, `… 12L`, but not `… 12 App. 3`
function isCounted({ token, tokens, index, previous }: Scanner, figure: string): boolean {
  const isGlued = !token.gap && previous.kind === 'digits';
  const isOfWord = isGlued || ownerOf(token, 'none') === 'place';
  const isBeforeFigure = kind('digits', 'dot')(tokenAt(tokens, index + 1));
  return isOfWord && figure.length === 2 && !isBeforeFigure;
}

const POSTCODE = /^\d{4,6}$/;
// How postal codes with a dash are grouped.
const DASHED_POSTCODES = new Set(['BR 5-3', 'JP 3-4', 'PT 4-3']);
const NAME = either(CAPITALIZED, word(/^\p{Lo}/u));

// `1234 Main St`, `10115 Berlin`, `1000-001 Lisboa`
function keepName({ token, run, last, defaultCountry }: Scanner): void {
  if (run === null || run.plus || !apart(NAME)(token)) return;
  if (isPostcode(run, defaultCountry) && last?.kind !== 'run' && !isJoining(last)) run.isOfName = true;
}

function isPostcode({ groups }: Run, country: CountryCode | null): boolean {
  if (groups[1]?.gap !== 'dash') return groups.length <= 2 && POSTCODE.test(digitsOf(groups));
  const lengths = groups.map(({ digits: group }) => group.length).join('-');
  return (
    (groups.length === 2 && POSTCODE.test(digitsOf(groups))) || DASHED_POSTCODES.has(`${country} ${lengths}`)
  );
}
